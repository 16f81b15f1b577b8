"""Gradient descent converges linearly on smooth convex functions, at some rate: 1 % per step.

False: the Huber function with the threshold 1/1000 from x = 1 loses a thousandth of its gap in a step.
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Rational, T, Theorem, constants, f, f_star, x
from theorems.methods import GradientDescent

L = constants("L")

theorem = Theorem(
    given=[Smooth(L), Convex()],
    method=GradientDescent(step=1 / L),
    claim=f(x[T]) - f_star <= Rational(99, 100) ** T * (f(x[0]) - f_star),
)
