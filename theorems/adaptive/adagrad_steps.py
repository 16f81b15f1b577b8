"""AdaGrad divides each gradient by the root of the sum of all squared gradients so far.

Steps shrink like 1/sqrt(t) under gradients of one size, with no schedule; torch's options add a decay of the learning rate and a first value.
Idea of the proof: the sum is what its recursion says. Both sides are multiplied by the root.

Source: Duchi, Hazan & Singer (2011) for the method; its definition, summed. Lectures: orvieto.
"""

from dataclasses import replace

from theorems.language import Eq, Sum, Theorem, constants, iterates, j, reals, sequence, sqrt, t, x
from theorems.methods import Adagrad

eta, s0 = constants("eta s0")
eps, decay = reals("eps decay")
g = sequence("g")

step = x[t] - x[t + 1]
squares = s0 + Sum(g[j] ** 2, (j, 0, t))

theorem = Theorem(
    given=[eps >= 0, decay >= 0],
    method=Adagrad(step=eta, eps=eps, lr_decay=decay, initial_accumulator=s0, gradient=g[t]),
    claim=Eq(step * (1 + decay * t) * (sqrt(squares) + eps), eta * g[t]),
)

mutants = [
    ("no root", replace(theorem, claim=Eq(step * (1 + decay * t) * (squares + eps), eta * g[t]))),
    ("the decay a step early", replace(theorem, claim=Eq(step * (1 + decay * (t + 1)) * (sqrt(squares) + eps), eta * g[t]))),
]


def proof(p):
    """s[k] is the sum of the squares, by induction; equal numbers have equal roots."""
    s = iterates("s")

    def total(k):
        return Sum(g[j] ** 2, (j, 0, k - 1))

    def one_more(k, before):
        return p.show(Eq(s[k + 1], total(k + 1)), p.update(k, of="s"), before, p.unfold(total(k + 1)))

    summed = p.induction(lambda k: Eq(s[k], total(k)), one_more, [p.start("s")])(t + 1)
    p.show(s[t + 1] >= 0, summed)
    root = p.congruence("sqrt", s0 + s[t + 1], squares, summed)
    divided = p.show(Eq(step * (1 + decay * t) * (sqrt(s0 + s[t + 1]) + eps), eta * g[t]), p.update(t))
    p.conclude(divided, p.times(-step * (1 + decay * t), root))
