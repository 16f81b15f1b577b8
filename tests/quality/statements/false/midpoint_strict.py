"""Convex functions lie strictly below the mean of the ends at a midpoint, by a millionth of the squared distance.

False on straight parts: the Huber function beyond its threshold.
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Theorem, constants, f, norm_sq, points

L = constants("L")
p, q = points("p q")

theorem = Theorem(given=[Smooth(L), Convex()], claim=f((p + q) / 2) <= (f(p) + f(q)) / 2 - L * norm_sq(p - q) / 10**6)
