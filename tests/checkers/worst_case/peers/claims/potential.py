"""Along gradient descent on a smooth convex function: a potential that never grows, and how much a gradient knows of a minimiser."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Theorem, constants, f, f_star, grad, inner, norm_sq, t, x, x_star
from theorems.methods import GradientDescent

L = constants("L")

theorem = Theorem(
    given=[Smooth(L), Convex()],
    method=GradientDescent(step=1 / L),
    claim=[
        (t + 1) * (f(x[t + 1]) - f_star) + L / 2 * norm_sq(x[t + 1] - x_star) <= t * (f(x[t]) - f_star) + L / 2 * norm_sq(x[t] - x_star),
        inner(grad(x[t]), x[t] - x_star) >= f(x[t]) - f_star + norm_sq(grad(x[t])) / (2 * L),
    ],
)
