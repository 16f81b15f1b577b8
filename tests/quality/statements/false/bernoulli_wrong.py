"""(1+a)^2 <= exp(a)."""

from theorems.language import Rational, Theorem, exp, reals

a = reals("a")

theorem = Theorem(given=[], claim=(1 + a) ** 2 <= exp(2 * a) * Rational(9, 10))
