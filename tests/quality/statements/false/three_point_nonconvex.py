"""The three-point inequality without convexity.

False: -x^2/2 with p = q = 0, r = 1 says 0 <= -1/2.
"""

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, grad, inner, norm_sq, points

L = constants("L")
p, q, r = points("p q r")

theorem = Theorem(given=[Smooth(L)], claim=f(p) <= f(r) + inner(grad(q), p - r) + L * norm_sq(p - q) / 2)
