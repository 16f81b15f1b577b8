"""SGD with steps 1/(L (t + 1)) reaches sigma^2/(L^2 T) on every strongly convex quadratic.

False where mu < L: along mu the start is hardly forgotten.
"""

from theorems.hypotheses import BoundedVariance, Quadratic, Smooth, StronglyConvex
from theorems.language import E, T, Theorem, constants, norm_sq, t, x, x_star
from theorems.methods import SGD

L, mu, sigma = constants("L mu sigma")

theorem = Theorem(
    given=[Quadratic(), Smooth(L), StronglyConvex(mu), 4 * mu <= L, BoundedVariance(sigma)],
    method=SGD(step=1 / (L * (t + 1))),
    claim=E(norm_sq(x[T] - x_star)) <= (norm_sq(x[0] - x_star) + sigma**2 / L**2) / T,
)
