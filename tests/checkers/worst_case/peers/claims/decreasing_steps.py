"""Gradient descent with the steps 1/(L (t + 1)) on a smooth convex function.

A Huber function whose linear part the run never leaves attains it.
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Sum, T, Theorem, constants, f, f_star, j, norm_sq, t, x, x_star
from theorems.methods import GradientDescent

L = constants("L")

theorem = Theorem(
    given=[Smooth(L), Convex()],
    method=GradientDescent(step=1 / (L * (t + 1))),
    claim=f(x[T]) - f_star <= L * norm_sq(x[0] - x_star) / (2 + 4 * Sum(1 / (j + 1), (j, 0, T - 1))),
)
