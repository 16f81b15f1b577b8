"""Co-coercivity without convexity."""

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, grad, inner, norm_sq, points

L = constants("L")
p, q = points("p q")

theorem = Theorem(given=[Smooth(L)], claim=inner(grad(p) - grad(q), p - q) >= norm_sq(grad(p) - grad(q)) / L)
