"""The convex rate with f_star forgotten: f(x) = x^2/2 + 1... and f = x^2/2 - c shows nothing, f + 1 does."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import T, Theorem, constants, f, norm_sq, x, x_star
from theorems.methods import GradientDescent

L = constants("L")

theorem = Theorem(given=[Smooth(L), Convex()], method=GradientDescent(step=1 / L), claim=f(x[T]) <= L * norm_sq(x[0] - x_star) / (2 * T))
