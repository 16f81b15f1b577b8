"""Convex with growth mu: PL with mu/2*1.1 is false (mu/4 is the truth)."""

from theorems.hypotheses import Convex, QuadraticGrowth, Smooth
from theorems.language import Theorem, constants, f, f_star, grad, norm_sq, points

L, mu = constants("L mu")
p = points("p")

theorem = Theorem(given=[Smooth(L), Convex(), QuadraticGrowth(mu)], claim=norm_sq(grad(p)) >= mu * (f(p) - f_star))
