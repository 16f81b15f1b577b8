"""Gradient descent needs its worst-case time on every smooth convex function, up to a factor of a hundred.

False: L x^2/2 is solved in one step.
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import T, Theorem, constants, f, f_star, norm_sq, x, x_star
from theorems.methods import GradientDescent

L = constants("L")

theorem = Theorem(
    given=[Smooth(L), Convex()],
    method=GradientDescent(step=1 / L),
    claim=f(x[T]) - f_star >= L * norm_sq(x[0] - x_star) / (100 * (2 * T + 1)),
)
