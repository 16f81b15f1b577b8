"""(sum of p)^2... dimension in a bound: norm_sq(p) <= d*norm_sq(p)."""

from theorems.language import Theorem, d, norm_sq, points

p = points("p")

theorem = Theorem(given=[], claim=norm_sq(p) <= d * norm_sq(p))
