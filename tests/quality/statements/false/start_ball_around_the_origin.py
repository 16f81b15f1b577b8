"""Gradient descent on a smooth convex function stays in the ball around the origin that it starts in.

False: the minimiser may lie outside; (x - 2)^2/2 from 1 goes to 2.
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import T, Theorem, constants, norm_sq, x
from theorems.methods import GradientDescent

L, R = constants("L R")

theorem = Theorem(
    given=[Smooth(L), Convex(), norm_sq(x[0]) <= R**2],
    method=GradientDescent(step=1 / L),
    claim=norm_sq(x[T]) <= R**2,
)
