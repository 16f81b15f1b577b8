"""The tight rate on smooth convex functions less 1 % at the horizon 7, more at every other.

False at T = 7: the Huber function whose threshold is 1/15 of the start's distance attains 1/(4T + 2).
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Rational, T, Theorem, constants, f, f_star, norm_sq, x, x_star
from theorems.methods import GradientDescent

L = constants("L")

theorem = Theorem(
    given=[Smooth(L), Convex()],
    method=GradientDescent(step=1 / L),
    claim=f(x[T]) - f_star <= (Rational(99, 100) + (T - 7) ** 2) * L * norm_sq(x[0] - x_star) / (4 * T + 2),
)
