"""Young's inequality for inner products."""

from theorems.language import Theorem, constants, inner, norm_sq, points

eps = constants("eps")
p, q = points("p q")

theorem = Theorem(given=[], claim=2 * inner(p, q) <= eps * norm_sq(p) + norm_sq(q) / eps)
