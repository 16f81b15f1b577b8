"""Young's inequality with conjugate exponents.

The logarithm is concave; an equality where eps^p = delta^q, at eps = delta = 1 for one.
"""

from theorems.language import Eq, Theorem, constants

eps, delta, p, q = constants("eps delta p q")

theorem = Theorem(given=[p > 1, Eq(q, p / (p - 1))], claim=eps * delta <= eps**p / p + delta**q / q)
