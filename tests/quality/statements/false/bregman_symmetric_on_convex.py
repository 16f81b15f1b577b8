"""The Bregman distance of a smooth convex function is symmetric.

False: the Huber function with threshold 1 at p = 0 and q = 3: 3 - 5/2 = 1/2 one way, 5/2 the other.
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Eq, Theorem, constants, f, grad, inner, points

L = constants("L")
p, q = points("p q")

theorem = Theorem(
    given=[Smooth(L), Convex()],
    claim=Eq(f(p) - f(q) - inner(grad(q), p - q), f(q) - f(p) - inner(grad(p), q - p)),
)
