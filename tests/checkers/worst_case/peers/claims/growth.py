"""Gradient descent on a smooth convex function with quadratic growth: gap against gap."""

from theorems.hypotheses import Convex, QuadraticGrowth, Smooth
from theorems.language import T, Theorem, constants, f, f_star, x
from theorems.methods import GradientDescent

L, mu = constants("L mu")

theorem = Theorem(
    given=[Smooth(L), Convex(), QuadraticGrowth(mu), mu <= L],
    method=GradientDescent(step=1 / L),
    claim=f(x[T]) - f_star <= L / (mu * (2 * T + 1)) * (f(x[0]) - f_star),
)
