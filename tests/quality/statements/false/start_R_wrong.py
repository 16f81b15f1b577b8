"""Half of the radius."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import T, Theorem, constants, f, f_star, norm_sq, x, x_star
from theorems.methods import GradientDescent

L, R = constants("L R")

theorem = Theorem(
    given=[Smooth(L), Convex(), norm_sq(x[0] - x_star) <= 2 * R**2],
    method=GradientDescent(step=1 / L),
    claim=f(x[T]) - f_star <= L * R**2 / (4 * T + 2),
)
