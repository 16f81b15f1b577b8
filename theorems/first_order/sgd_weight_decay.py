"""For SGD an L2 penalty is weight decay: it multiplies the weights by 1 - eta lambda, whatever the gradients are.

So the run forgets its start and each gradient like powers of 1 - eta lambda. For Adam the two differ.
Idea of the proof: x[t + 1] = (1 - eta lambda) x[t] - eta g[t], summed from the start.

Source: Loshchilov & Hutter (2019), re-derived. Lectures: orvieto.
"""

from dataclasses import replace

from theorems.language import Eq, Sum, T, Theorem, constants, j, sequence, t, x
from theorems.methods import SGD

eta, lam = constants("eta lam")
g = sequence("g")

kept = 1 - eta * lam

theorem = Theorem(
    given=[eta * lam < 1],
    method=SGD(step=eta, weight_decay=lam, gradient=g[t]),
    claim=[
        Eq(x[t + 1], kept * x[t] - eta * g[t]),
        Eq(x[T], kept**T * x[0] - eta * Sum(kept ** (T - 1 - j) * g[j], (j, 0, T - 1))),
    ],
)

mutants = [
    ("growing weights", replace(theorem, claim=Eq(x[t + 1], (1 + eta * lam) * x[t] - eta * g[t]))),
    ("a decay that the learning rate does not scale", replace(theorem, claim=Eq(x[t + 1], (1 - lam) * x[t] - eta * g[t]))),
]


def proof(p):
    """The update, collected; and by induction: one step multiplies what is past by 1 - eta lambda."""

    def past(k):
        return Sum(kept ** (k - 1 - j) * g[j], (j, 0, k - 1))

    def multiplied(k):
        members = p.sum(lambda j: p.times(g[j], p.unfold(kept ** (k - j))), 0, k - 1)
        return members.giving(Sum(kept ** (k - j) * g[j], (j, 0, k - 1)))

    def one_more(k, before):
        return p.show(written(k + 1), p.update(k), p.unfold(past(k + 1)), p.unfold(kept ** (k + 1)), multiplied(k), before)

    def written(k):
        return Eq(x[k], kept**k * x[0] - eta * past(k))

    p.conclude(p.update(t))
    p.conclude(p.induction(written, one_more)(T), claim=1)
