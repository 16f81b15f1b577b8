"""On convex quadratics T steps of gradient descent leave 99 % of the worst eigenvalue's share.

False where an eigenvalue lies near L/(2T + 1): x^2/20 with L = 1 at T = 4, 0.0431 against 0.0429.
"""

from theorems.hypotheses import Quadratic, Smooth
from theorems.language import Rational, T, Theorem, constants, f, f_star, norm_sq, x, x_star
from theorems.methods import GradientDescent

L = constants("L")

theorem = Theorem(
    given=[Quadratic(), Smooth(L)],
    method=GradientDescent(step=1 / L),
    claim=f(x[T]) - f_star <= Rational(99, 100) * L * norm_sq(x[0] - x_star) / (4 * T + 2) * (2 * T / (2 * T + 1)) ** (2 * T),
)
