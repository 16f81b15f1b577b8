"""SGD with a step depending on T."""

from theorems.hypotheses import BoundedVariance, Smooth
from theorems.language import Average, E, T, Theorem, constants, f, f_star, grad, norm_sq, sqrt, t, x
from theorems.methods import SGD

L, sigma = constants("L sigma")

theorem = Theorem(
    given=[Smooth(L), BoundedVariance(sigma)],
    method=SGD(step=1 / (L * sqrt(T))),
    claim=Average(E(norm_sq(grad(x[t]))), (t, 0, T - 1)) <= (2 * L * (f(x[0]) - f_star) + sigma**2) / sqrt(T),
)
