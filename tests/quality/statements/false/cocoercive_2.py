"""Co-coercivity with 1.01/L."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Rational, Theorem, constants, grad, inner, norm_sq, points

L = constants("L")
p, q = points("p q")

theorem = Theorem(given=[Smooth(L), Convex()], claim=inner(grad(p) - grad(q), p - q) >= Rational(101, 100) * norm_sq(grad(p) - grad(q)) / L)
