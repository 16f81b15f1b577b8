"""What smoothness and strong convexity say of two points together."""

from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import Theorem, constants, grad, inner, norm_sq, points

L, mu = constants("L mu")
u, v = points("u v")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), mu < L],
    claim=inner(grad(u) - grad(v), u - v) >= mu * L / (mu + L) * norm_sq(u - v) + norm_sq(grad(u) - grad(v)) / (mu + L),
)
