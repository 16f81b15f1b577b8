"""The tight rate on smooth convex functions less a thousandth at the horizon 13, more at every other.

False at T = 13 for Huber functions whose threshold lies within 3 % of 1/27 of the start's distance: the loss is ((tau - tau*)/tau*)^2.
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Rational, T, Theorem, constants, f, f_star, norm_sq, x, x_star
from theorems.methods import GradientDescent

L = constants("L")

theorem = Theorem(
    given=[Smooth(L), Convex()],
    method=GradientDescent(step=1 / L),
    claim=f(x[T]) - f_star <= (Rational(999, 1000) + (T - 13) ** 2) * L * norm_sq(x[0] - x_star) / (4 * T + 2),
)
