"""On a convex quadratic no direction is faster than 1 - eta L/2.

False: the top eigenvector's 1 - eta L is.
"""

from theorems.hypotheses import Quadratic, Smooth
from theorems.language import T, Theorem, constants, f, f_star, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(
    given=[Quadratic(), Smooth(L), eta <= 1 / L],
    method=GradientDescent(step=eta),
    claim=f(x[T]) - f_star >= (1 - eta * L / 2) ** (2 * T) * (f(x[0]) - f_star),
)
