"""Gradient descent whose step 1/(L (T + 1)) is chosen for the horizon, on a smooth convex function."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import T, Theorem, constants, f, f_star, norm_sq, x, x_star
from theorems.methods import GradientDescent

L = constants("L")

theorem = Theorem(
    given=[Smooth(L), Convex()],
    method=GradientDescent(step=1 / (L * (T + 1))),
    claim=f(x[T]) - f_star <= L * (T + 1) * norm_sq(x[0] - x_star) / (6 * T + 2),
)
