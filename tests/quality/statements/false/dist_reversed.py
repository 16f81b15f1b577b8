"""dist_sq at least the squared distance to any minimiser."""

from theorems.hypotheses import Convex
from theorems.language import Theorem, dist_sq, norm_sq, points, x_star

p = points("p")

theorem = Theorem(given=[Convex()], claim=dist_sq(p) >= norm_sq(p - x_star))
