"""f is nonnegative."""

from theorems.language import Theorem, f, points

p = points("p")

theorem = Theorem(given=[], claim=f(p) >= 0)
