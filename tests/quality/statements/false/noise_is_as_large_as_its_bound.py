"""Each step of SGD adds eta^2 sigma^2 to the expected squared distance, at least.

False: sigma only bounds the noise from above; x^2/2 from 0 with noise +-1 and sigma = 2.
"""

from theorems.hypotheses import BoundedVariance, Convex
from theorems.language import E, Theorem, constants, norm_sq, x, x_star
from theorems.methods import SGD

eta, sigma = constants("eta sigma")

theorem = Theorem(
    given=[Convex(), BoundedVariance(sigma)],
    method=SGD(step=eta),
    claim=E(norm_sq(x[1] - x_star)) >= eta**2 * sigma**2,
)
