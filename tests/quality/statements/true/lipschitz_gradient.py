"""Norm of the gradient is at most L times the distance to a minimiser."""

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, grad, norm, points, x_star

L = constants("L")
p = points("p")

theorem = Theorem(given=[Smooth(L)], claim=norm(grad(p)) <= L * norm(p - x_star))
