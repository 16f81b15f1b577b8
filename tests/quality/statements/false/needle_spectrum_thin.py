"""At the horizon 3 the worst eigenvalue's share less 1/2000, at every other one more.

False for eigenvalues within 2.9 % of L/7, which attains it: beside it 28.6 (lambda/L - 1/7)^2 of the share is lost.
"""

from theorems.hypotheses import Quadratic, Smooth
from theorems.language import Rational, T, Theorem, constants, f, f_star, norm_sq, x, x_star
from theorems.methods import GradientDescent

L = constants("L")

theorem = Theorem(
    given=[Quadratic(), Smooth(L)],
    method=GradientDescent(step=1 / L),
    claim=f(x[T]) - f_star <= (Rational(1999, 2000) + (T - 3) ** 2) * L * norm_sq(x[0] - x_star) / (4 * T + 2) * (2 * T / (2 * T + 1)) ** (2 * T),
)
