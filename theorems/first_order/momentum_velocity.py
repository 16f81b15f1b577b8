"""Momentum is no faster than eta G/(1 - beta) on gradients of at most G, its terminal velocity under a constant one.

Why a learning rate is lowered when momentum is switched on: at beta = 9/10 the steps grow to ten times those of gradient descent.
Idea of the proof: the step is eta times a sum of gradients with weights 1, beta, beta^2, ...; they sum to (1 - beta^(t + 1))/(1 - beta).

Source: Goodfellow, Bengio & Courville (2016), re-derived. Lectures: loewe.
"""

from dataclasses import replace

from theorems.language import Abs, Rational, Theorem, constants, iterates, sequence, t, x
from theorems.methods import SGD

eta, beta, G = constants("eta beta G")
g = sequence("g")

step = Abs(x[t + 1] - x[t])
velocity = eta * G * (1 - beta ** (t + 1)) / (1 - beta)

theorem = Theorem(
    given=[beta < 1, g[t] <= G, g[t] >= -G],
    method=SGD(step=eta, momentum=beta, gradient=g[t]),
    claim=step <= velocity,
)

mutants = [  # at g = G, G, ...
    ("no faster than gradient descent", replace(theorem, claim=step <= eta * G)),
    ("1% less", replace(theorem, claim=step <= Rational(99, 100) * velocity)),
]


def proof(p):
    """The buffer is at most G (1 - beta^t)/(1 - beta) in size, by induction."""
    buf = iterates("buf")

    def largest(k):
        return G * (1 - beta**k) / (1 - beta)

    def bounded(side):
        def one_more(k, before):
            limit = p.given(g[t] <= G if side == 1 else g[t] >= -G, t=k)
            return p.show(side * buf[k + 1] <= largest(k + 1), p.update(k, of="buf"), beta * before, limit, p.unfold(beta ** (k + 1)))

        return p.induction(lambda k: side * buf[k] <= largest(k), one_more, [p.start("buf")])(t + 1)

    moved = x[t + 1] - x[t]
    below, above = (p.show(side * moved <= velocity, p.update(t), eta * bounded(-side)) for side in (1, -1))
    p.conclude(p.absolute(moved, velocity, below, above))
