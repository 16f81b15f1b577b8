"""At a midpoint a smooth function, convex or not, lies below the mean of the ends by at most L/8 of the squared distance.

L/2 |x|^2 - f is convex. An equality for L x^2/2.
"""

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, norm_sq, points

L = constants("L")
p, q = points("p q")

theorem = Theorem(given=[Smooth(L)], claim=f((p + q) / 2) >= (f(p) + f(q)) / 2 - L / 8 * norm_sq(p - q))
