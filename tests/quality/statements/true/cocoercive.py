"""Smooth convex gradients are co-coercive."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Theorem, constants, grad, inner, norm_sq, points

L = constants("L")
p, q = points("p q")

theorem = Theorem(given=[Smooth(L), Convex()], claim=inner(grad(p) - grad(q), p - q) >= norm_sq(grad(p) - grad(q)) / L)
