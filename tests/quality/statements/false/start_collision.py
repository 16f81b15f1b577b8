"""A constant named start_0."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import T, Theorem, constants, f, f_star, norm_sq, x, x_star
from theorems.methods import GradientDescent

L, R = constants("L R")

s0 = constants("start_0")

theorem = Theorem(
    given=[Smooth(L), Convex(), norm_sq(x[0] - x_star) <= R**2, s0 <= R],
    method=GradientDescent(step=1 / L),
    claim=f(x[T]) - f_star <= L * s0 / (4 * T + 2),
)
