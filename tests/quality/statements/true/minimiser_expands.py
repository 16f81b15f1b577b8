"""The squared distance to a minimiser, expanded.

An identity, where the minimiser is known to an enclosure only, too.
"""

from theorems.hypotheses import Convex
from theorems.language import Eq, Theorem, inner, norm_sq, points, x_star

p = points("p")

theorem = Theorem(given=[Convex()], claim=Eq(norm_sq(p - x_star), norm_sq(p) - 2 * inner(p, x_star) + norm_sq(x_star)))
