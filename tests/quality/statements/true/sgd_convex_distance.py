"""SGD one-step distance identity inequality for convex functions."""

from theorems.hypotheses import BoundedVariance, Convex
from theorems.language import E, Theorem, constants, f, f_star, grad, norm_sq, t, x, x_star
from theorems.methods import SGD

eta, sigma = constants("eta sigma")

theorem = Theorem(
    given=[Convex(), BoundedVariance(sigma)],
    method=SGD(step=eta),
    claim=E(norm_sq(x[t + 1] - x_star), given=x[t])
    <= norm_sq(x[t] - x_star) - 2 * eta * (f(x[t]) - f_star) + eta**2 * (norm_sq(grad(x[t])) + sigma**2),
)
