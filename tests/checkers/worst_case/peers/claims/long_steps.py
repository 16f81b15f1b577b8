"""Gradient descent with the step 3/(2L) on a smooth convex function: either a Huber function or a parabola is worst.

Source: Taylor, Hendrickx & Glineur (2017), from numerical worst cases.
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Max, Rational, T, Theorem, constants, f, f_star, norm_sq, x, x_star
from theorems.methods import GradientDescent

L = constants("L")

theorem = Theorem(
    given=[Smooth(L), Convex()],
    method=GradientDescent(step=3 / (2 * L)),
    claim=f(x[T]) - f_star <= L / 2 * Max(1 / (3 * T + 1), Rational(1, 4) ** T) * norm_sq(x[0] - x_star),
)
