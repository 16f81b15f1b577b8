"""On convex quadratics the eigenvalue L/(2T + 1) is the worst for T steps of gradient descent.

The gap is at most the largest lambda (1 - lambda/L)^(2T)/2 times the squared distance; its derivative vanishes at lambda = L/(2T + 1) only.
"""

from theorems.hypotheses import Quadratic, Smooth
from theorems.language import T, Theorem, constants, f, f_star, norm_sq, x, x_star
from theorems.methods import GradientDescent

L = constants("L")

theorem = Theorem(
    given=[Quadratic(), Smooth(L)],
    method=GradientDescent(step=1 / L),
    claim=f(x[T]) - f_star <= L * norm_sq(x[0] - x_star) / (4 * T + 2) * (2 * T / (2 * T + 1)) ** (2 * T),
)
