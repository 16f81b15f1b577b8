"""The sum of the sizes is at most the root of the dimension times the Euclidean norm, and at least that norm.

Cauchy-Schwarz against signs, an equality where all entries have one size; and cross terms are not negative, an equality on an axis.
"""

from theorems.language import Theorem, d, norm, points, sqrt

p = points("p")

theorem = Theorem(claim=[norm(p, 1) <= sqrt(d) * norm(p), norm(p, 1) >= norm(p)])
