"""Last iterate where the best is meant."""

from theorems.hypotheses import Smooth
from theorems.language import T, Theorem, constants, f, f_star, grad, norm_sq, x
from theorems.methods import GradientDescent

L, Delta = constants("L Delta")

theorem = Theorem(given=[Smooth(L), f(x[0]) - f_star <= Delta], method=GradientDescent(step=1 / L), claim=norm_sq(grad(x[T])) <= 2 * L * Delta / T)
