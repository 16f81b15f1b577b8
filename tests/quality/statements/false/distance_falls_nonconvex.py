"""Gradient descent comes no further from any minimiser, convex or not.

False: two wells at 4 and -4, from 1 it moves to 4 and away from -4.
"""

from theorems.hypotheses import Smooth
from theorems.language import T, Theorem, constants, norm_sq, x, x_star
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(
    given=[Smooth(L), eta <= 1 / L],
    method=GradientDescent(step=eta),
    claim=norm_sq(x[T] - x_star) <= norm_sq(x[0] - x_star),
)
