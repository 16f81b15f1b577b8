"""Nesterov: gradient of x_T small like 1/T^3."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import T, Theorem, constants, grad, norm_sq, x, x_star
from theorems.methods import Nesterov

L = constants("L")

theorem = Theorem(given=[Smooth(L), Convex()], method=Nesterov(step=1 / L), claim=norm_sq(grad(x[T])) <= L**2 * norm_sq(x[0] - x_star) / (T + 1) ** 3)
