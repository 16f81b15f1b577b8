"""One subgradient step on a convex function, however rough."""

from theorems.hypotheses import Convex
from theorems.language import Theorem, constants, f, f_star, grad, norm_sq, t, x, x_star
from theorems.methods import GradientDescent

eta = constants("eta")

theorem = Theorem(
    given=[Convex()],
    method=GradientDescent(step=eta),
    claim=norm_sq(x[t + 1] - x_star) + 2 * eta * (f(x[t]) - f_star) <= norm_sq(x[t] - x_star) + eta**2 * norm_sq(grad(x[t])),
)
