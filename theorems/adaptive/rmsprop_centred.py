"""Centred RMSprop divides each gradient by an estimate of its standard deviation: the mean square less the square of the mean.

The estimate is never negative, but its averages are not corrected for their bias: under a constant gradient it tends to zero.
Idea of the proof: both averages are sums with the weights (1 - beta) beta^(t - j). Both sides are multiplied by the root.

Source: Graves (2013) for the method; its definition, summed. Lectures: orvieto.
"""

from dataclasses import replace

from theorems.language import Eq, Sum, Theorem, constants, j, reals, sequence, sqrt, t, x
from theorems.methods import RMSprop

eta, beta = constants("eta beta")
eps = reals("eps")
g = sequence("g")

step = x[t] - x[t + 1]
second, first = ((1 - beta) * Sum(beta ** (t - j) * g[j] ** power, (j, 0, t)) for power in (2, 1))

theorem = Theorem(
    given=[beta < 1, eps >= 0],
    method=RMSprop(step=eta, alpha=beta, eps=eps, centered=True, gradient=g[t]),
    claim=Eq(step * (sqrt(second - first**2) + eps), eta * g[t]),
)

mutants = [
    ("not centred", replace(theorem, claim=Eq(step * (sqrt(second) + eps), eta * g[t]))),
    ("the mean itself", replace(theorem, claim=Eq(step * (sqrt(second - first) + eps), eta * g[t]))),
]
