"""Monotone and co-coercive at once, with 101 % of the monotone part.

False: an equality with 100 % on quadratics along the eigenvectors of mu and of L.
"""

from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import Rational, Theorem, constants, grad, inner, norm_sq, points

L, mu = constants("L mu")
p, q = points("p q")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu)],
    claim=inner(grad(p) - grad(q), p - q) >= Rational(101, 100) * mu * L / (mu + L) * norm_sq(p - q) + norm_sq(grad(p) - grad(q)) / (mu + L),
)
