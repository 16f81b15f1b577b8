"""Convex rate without convexity."""

from theorems.hypotheses import Smooth
from theorems.language import T, Theorem, constants, f, f_star, norm_sq, x, x_star
from theorems.methods import GradientDescent

L = constants("L")

theorem = Theorem(given=[Smooth(L)], method=GradientDescent(step=1 / L), claim=f(x[T]) - f_star <= L * norm_sq(x[0] - x_star) / (2 * T))
