"""The gap is at most 99 % of L/2 times the squared distance.

False: L x^2/2.
"""

from theorems.hypotheses import Smooth
from theorems.language import Rational, Theorem, constants, dist_sq, f, f_star, points

L = constants("L")
p = points("p")

theorem = Theorem(given=[Smooth(L)], claim=f(p) - f_star <= Rational(99, 200) * L * dist_sq(p))
