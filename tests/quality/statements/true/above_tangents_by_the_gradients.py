"""A smooth convex function lies above its tangents by the squared difference of the gradients over 2L.

Nesterov (2004), Theorem 2.1.5. An equality on quadratics along the top eigenvector.
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Theorem, constants, f, grad, inner, norm_sq, points

L = constants("L")
p, q = points("p q")

theorem = Theorem(given=[Smooth(L), Convex()], claim=f(q) >= f(p) + inner(grad(p), q - p) + norm_sq(grad(p) - grad(q)) / (2 * L))
