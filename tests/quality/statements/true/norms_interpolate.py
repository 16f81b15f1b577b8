"""The Euclidean norm lies below the geometric mean of the sum of the sizes and the largest of them.

The sum of p_i^2 is at most max|p_i| times the sum of |p_i|; an equality where all entries have one size.
"""

from theorems.language import Theorem, norm, norm_sq, oo, points

p = points("p")

theorem = Theorem(claim=norm_sq(p) <= norm(p, 1) * norm(p, oo))
