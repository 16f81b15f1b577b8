"""Steps 1/(2L (t + 1)) average the noise as well as 1/(L (t + 1)) do: sigma^2/(L^2 T) from any start.

False: the first step halves the distance of the start only; x^2/2 from 10 has 25 after it.
"""

from theorems.hypotheses import BoundedVariance, Smooth, StronglyConvex
from theorems.language import E, Eq, T, Theorem, constants, norm_sq, t, x, x_star
from theorems.methods import SGD

L, mu, sigma = constants("L mu sigma")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), Eq(mu, L), BoundedVariance(sigma)],
    method=SGD(step=1 / (2 * L * (t + 1))),
    claim=E(norm_sq(x[T] - x_star)) <= sigma**2 / (L**2 * T),
)
