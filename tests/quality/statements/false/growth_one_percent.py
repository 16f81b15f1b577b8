"""Strong convexity gives quadratic growth with 101 % of its constant.

False: mu x^2/2.
"""

from theorems.hypotheses import StronglyConvex
from theorems.language import Rational, Theorem, constants, f, f_star, norm_sq, points, x_star

mu = constants("mu")
p = points("p")

theorem = Theorem(given=[StronglyConvex(mu)], claim=f(p) - f_star >= Rational(101, 200) * mu * norm_sq(p - x_star))
