"""Smooth convex functions satisfy the three-point inequality."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Theorem, constants, f, grad, inner, norm_sq, points

L = constants("L")
p, q, r = points("p q r")

theorem = Theorem(given=[Smooth(L), Convex()], claim=f(p) <= f(r) + inner(grad(q), p - r) + L * norm_sq(p - q) / 2)
