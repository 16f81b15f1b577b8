"""Natural powers are convex, and the square root is concave.

Jensen at two points; an equality at n = 1 and at eps = delta.
"""

from theorems.language import Theorem, constants, naturals, sqrt

eps, delta = constants("eps delta")
n = naturals("n")

theorem = Theorem(claim=[((eps + delta) / 2) ** n <= (eps**n + delta**n) / 2, sqrt(eps) + sqrt(delta) <= 2 * sqrt((eps + delta) / 2)])
