"""The step 1/(L (t + 1)) on a parabola averages the noise: the squared distance is sigma^2/(L^2 T), from any start.

With mu = L the gradient is L (x - x_star), so (t + 1) e_{t+1} = t e_t - noise/L: the start is forgotten at once. An equality in the variance.
"""

from theorems.hypotheses import BoundedVariance, Smooth, StronglyConvex
from theorems.language import E, Eq, T, Theorem, constants, norm_sq, t, x, x_star
from theorems.methods import SGD

L, mu, sigma = constants("L mu sigma")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), Eq(mu, L), BoundedVariance(sigma)],
    method=SGD(step=1 / (L * (t + 1))),
    claim=E(norm_sq(x[T] - x_star)) <= sigma**2 / (L**2 * T),
)
