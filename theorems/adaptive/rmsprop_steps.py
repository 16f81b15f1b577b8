"""RMSprop divides each gradient by the root of an average of squares that is not corrected for its bias.

So its first step is 1/sqrt(1 - beta) times the learning rate, ten times at beta = 99/100.
Idea of the proof: v[t + 1] is the sum of (1 - beta) beta^(t - j) g[j]^2. Both sides are multiplied by the root.

Source: Tieleman & Hinton (2012) for the method; its definition, summed. Lectures: orvieto.
"""

from dataclasses import replace

from theorems.language import Eq, Sum, Theorem, constants, j, reals, sequence, sqrt, t, x
from theorems.methods import RMSprop

eta, beta = constants("eta beta")
eps = reals("eps")
g = sequence("g")

step = x[t] - x[t + 1]
second = (1 - beta) * Sum(beta ** (t - j) * g[j] ** 2, (j, 0, t))

theorem = Theorem(
    given=[beta < 1, eps >= 0],
    method=RMSprop(step=eta, alpha=beta, eps=eps, gradient=g[t]),
    claim=Eq(step * (sqrt(second) + eps), eta * g[t]),
)

mutants = [  # at the first step already
    ("a corrected bias", replace(theorem, claim=Eq(step * (sqrt(second / (1 - beta ** (t + 1))) + eps), eta * g[t]))),
    ("no root", replace(theorem, claim=Eq(step * (second + eps), eta * g[t]))),
]
