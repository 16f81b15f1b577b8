"""Interest paid n times a year stays below 27/10, however large n is.

False from n = 74 on.
"""

from theorems.language import Rational, Theorem, naturals

n = naturals("n")

theorem = Theorem(claim=(1 + 1 / n) ** n <= Rational(27, 10))
