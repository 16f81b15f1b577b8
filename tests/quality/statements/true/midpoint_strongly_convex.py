"""At a midpoint a strongly convex function lies below the mean of the ends by mu/8 of the squared distance.

f - mu/2 |x|^2 is convex, and |x|^2 satisfies it with equality (the parallelogram law).
"""

from theorems.hypotheses import StronglyConvex
from theorems.language import Theorem, constants, f, norm_sq, points

mu = constants("mu")
p, q = points("p q")

theorem = Theorem(given=[StronglyConvex(mu)], claim=f((p + q) / 2) <= (f(p) + f(q)) / 2 - mu / 8 * norm_sq(p - q))
