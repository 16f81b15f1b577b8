"""Momentum averages the noise out: the spread of SGD with momentum is that of SGD with the same step.

False: two steps from the minimiser 0 of x^2/2 with step 1/10 and momentum 1/2 have variance (1 + (7/5)^2)/100 sigma^2, not 2/100.
"""

from theorems.hypotheses import BoundedVariance, Convex, Smooth
from theorems.language import E, T, Theorem, constants, norm_sq, x, x_star
from theorems.methods import SGD

L, eta, beta, sigma = constants("L eta beta sigma")

theorem = Theorem(
    given=[Smooth(L), Convex(), BoundedVariance(sigma), eta <= 1 / L, beta < 1],
    method=SGD(step=eta, momentum=beta),
    claim=E(norm_sq(x[T] - x_star)) <= norm_sq(x[0] - x_star) + T * eta**2 * sigma**2,
)
