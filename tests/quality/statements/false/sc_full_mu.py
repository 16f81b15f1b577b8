"""Strong convexity with mu for mu/2."""

from theorems.hypotheses import StronglyConvex
from theorems.language import Theorem, constants, f, grad, inner, norm_sq, points

mu = constants("mu")
p, q = points("p q")

theorem = Theorem(given=[StronglyConvex(mu)], claim=f(q) >= f(p) + inner(grad(p), q - p) + mu * norm_sq(q - p))
