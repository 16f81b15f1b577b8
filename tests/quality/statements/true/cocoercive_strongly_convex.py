"""Gradients of smooth and strongly convex functions are monotone and co-coercive at once.

Nesterov (2004), Theorem 2.1.12. Along an eigenvector of a quadratic it says (lambda - mu)(L - lambda) >= 0: an equality at both ends.
"""

from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import Theorem, constants, grad, inner, norm_sq, points

L, mu = constants("L mu")
p, q = points("p q")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu)],
    claim=inner(grad(p) - grad(q), p - q) >= mu * L / (mu + L) * norm_sq(p - q) + norm_sq(grad(p) - grad(q)) / (mu + L),
)
