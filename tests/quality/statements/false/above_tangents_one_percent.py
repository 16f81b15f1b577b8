"""A smooth convex function lies above its tangents by 101 % of the squared difference of the gradients over 2L.

False: an equality with 100 % on L x^2/2.
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Rational, Theorem, constants, f, grad, inner, norm_sq, points

L = constants("L")
p, q = points("p q")

theorem = Theorem(
    given=[Smooth(L), Convex()],
    claim=f(q) >= f(p) + inner(grad(p), q - p) + Rational(101, 200) * norm_sq(grad(p) - grad(q)) / L,
)
