"""Strong convexity implies PL."""

from theorems.hypotheses import StronglyConvex
from theorems.language import Theorem, constants, f, f_star, grad, norm_sq, points

mu = constants("mu")
p = points("p")

theorem = Theorem(given=[StronglyConvex(mu)], claim=norm_sq(grad(p)) >= 2 * mu * (f(p) - f_star))
