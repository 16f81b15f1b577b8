"""AdaGrad divides each gradient by the root of the sum of all squared gradients so far.

Steps shrink like 1/sqrt(t) under gradients of one size, with no schedule; torch's options add a decay of the learning rate and a first value.
Idea of the proof: the sum is what its recursion says. Both sides are multiplied by the root.

Source: Duchi, Hazan & Singer (2011) for the method; its definition, summed. Lectures: orvieto.
"""

from dataclasses import replace

from theorems.language import Eq, Sum, Theorem, constants, j, reals, sequence, sqrt, t, x
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
