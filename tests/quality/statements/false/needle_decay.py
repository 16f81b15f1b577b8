"""Adam's first two steps without a first moment, together, less 1 % of the second where the decay lies near 1/3.

False there where the second gradient is much larger: its step is at most sqrt(1 + beta) rates; g = 1, 100 and beta = 1/3 come within 2e-5 of it.
"""

from theorems.language import Abs, Rational, Theorem, constants, sequence, sqrt, t, x
from theorems.methods import Adam

alpha, beta = constants("alpha beta")
g = sequence("g")

theorem = Theorem(
    given=[beta < 1],
    method=Adam(step=alpha, beta1=0, beta2=beta, eps=0, gradient=g[t]),
    claim=Abs(x[2] - x[0]) <= alpha * (1 + Rational(99, 100) * sqrt(1 + beta) + 100 * (beta - Rational(1, 3)) ** 2),
)
