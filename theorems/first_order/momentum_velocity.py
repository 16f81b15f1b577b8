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
    """The buffer stays between -G (1 - beta^k)/(1 - beta) and G (1 - beta^k)/(1 - beta), by induction."""
    buf = iterates("buf")

    def below(side):
        def bounded(k):
            return side * buf[k] <= G * (1 - beta**k) / (1 - beta)

        def one_more(k, before):
            bound = p.given(g[t] <= G, t=k) if side == 1 else p.given(g[t] >= -G, t=k)
            return p.show(bounded(k + 1), beta * before, bound, p.update(k, of="buf"), p.unfold(beta ** (k + 1)))

        return p.induction(bounded, one_more, base=[p.start("buf")])(t + 1)

    up, down = (p.show(velocity >= side * (x[t] - x[t + 1]), eta * below(side), p.update(t)) for side in (1, -1))
    p.show(velocity >= 0, up / 2, down / 2)
    p.conclude(p.by_squares(step <= velocity, up * down))
