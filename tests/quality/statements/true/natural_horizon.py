"""The rate at n steps with n a natural number."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Theorem, constants, f, f_star, naturals, norm_sq, x, x_star
from theorems.methods import GradientDescent

L = constants("L")
n = naturals("n")

theorem = Theorem(given=[Smooth(L), Convex()], method=GradientDescent(step=1 / L), claim=f(x[n]) - f_star <= L * norm_sq(x[0] - x_star) / (4 * n + 2))
