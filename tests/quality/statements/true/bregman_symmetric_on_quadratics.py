"""On quadratics the Bregman distance is symmetric.

It is (p - q)^T H (p - q)/2 from either side.
"""

from theorems.hypotheses import Quadratic
from theorems.language import Eq, Theorem, f, grad, inner, points

p, q = points("p q")

theorem = Theorem(
    given=[Quadratic()],
    claim=Eq(f(p) - f(q) - inner(grad(q), p - q), f(q) - f(p) - inner(grad(p), q - p)),
)
