"""Gradient descent on a smooth convex function never moves away from a minimiser, and the squares of its displacements add up to R^2 at most."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Sum, T, Theorem, constants, j, norm_sq, x, x_star
from theorems.methods import GradientDescent

L = constants("L")

theorem = Theorem(
    given=[Smooth(L), Convex()],
    method=GradientDescent(step=1 / L),
    claim=[
        norm_sq(x[T] - x_star) <= norm_sq(x[0] - x_star),
        Sum(norm_sq(x[j + 1] - x[j]), (j, 0, T - 1)) <= norm_sq(x[0] - x_star),
    ],
)
