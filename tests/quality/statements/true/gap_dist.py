"""The gap is at most L/2 dist^2."""

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, dist_sq, f, f_star, points

L = constants("L")
p = points("p")

theorem = Theorem(given=[Smooth(L)], claim=f(p) - f_star <= L / 2 * dist_sq(p))
