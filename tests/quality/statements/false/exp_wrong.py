"""exp(a) <= 1 + a + a^2."""

from theorems.language import Theorem, exp, reals

a = reals("a")

theorem = Theorem(given=[], claim=exp(a) <= 1 + a + a**2)
