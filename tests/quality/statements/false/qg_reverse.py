"""Quadratic growth does not imply PL."""

from theorems.hypotheses import QuadraticGrowth, Smooth
from theorems.language import Theorem, constants, f, f_star, grad, norm_sq, points

L, mu = constants("L mu")
p = points("p")

theorem = Theorem(given=[Smooth(L), QuadraticGrowth(mu)], claim=norm_sq(grad(p)) >= 2 * mu * (f(p) - f_star))
