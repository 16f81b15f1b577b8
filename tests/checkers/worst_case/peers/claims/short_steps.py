"""Gradient descent with steps up to 1/L on a smooth convex function: the exact rate for every step.

The Huber function whose threshold is R/(2 T eta L + 1) attains it.

Source: Drori & Teboulle (2014).
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import T, Theorem, constants, f, f_star, norm_sq, x, x_star
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(
    given=[Smooth(L), Convex(), eta <= 1 / L],
    method=GradientDescent(step=eta),
    claim=f(x[T]) - f_star <= L * norm_sq(x[0] - x_star) / (4 * T * L * eta + 2),
)
