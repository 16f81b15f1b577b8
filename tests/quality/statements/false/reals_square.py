"""a <= a^2 for reals."""

from theorems.language import Theorem, reals

a = reals("a")

theorem = Theorem(given=[], claim=a <= a**2)
