"""SGD with a constant step converges like 1/T on smooth and strongly convex functions.

False: f = x^2/2, step 1, noise +-1 from 0: the expected gap is 1/2 at every T, and 1/T is less from T = 3 on.
"""

from theorems.hypotheses import BoundedVariance, Smooth, StronglyConvex
from theorems.language import E, T, Theorem, constants, f, f_star, norm_sq, x, x_star
from theorems.methods import SGD

L, mu, eta, sigma = constants("L mu eta sigma")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), BoundedVariance(sigma), eta <= 1 / L],
    method=SGD(step=eta),
    claim=E(f(x[T]) - f_star) <= (L * norm_sq(x[0] - x_star) + L * eta**2 * sigma**2) / T,
)
