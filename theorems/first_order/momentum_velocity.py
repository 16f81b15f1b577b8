"""Momentum is no faster than eta G/(1 - beta) on gradients of at most G, its terminal velocity under a constant one.

Why a learning rate is lowered when momentum is switched on: at beta = 9/10 the steps grow to ten times those of gradient descent.
Idea of the proof: the step is eta times a sum of gradients with weights 1, beta, beta^2, ...; they sum to (1 - beta^(t + 1))/(1 - beta).

Source: Goodfellow, Bengio & Courville (2016), re-derived. Lectures: loewe.
"""

from dataclasses import replace

from theorems.language import Abs, Rational, Theorem, constants, sequence, t, x
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
