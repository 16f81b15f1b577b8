"""The square of a sum of T numbers is at most 99 % of T times the sum of their squares.

False: constant sequences, even T = 1.
"""

from theorems.language import Rational, Sum, T, Theorem, j, sequence

a = sequence("a")

theorem = Theorem(claim=Sum(a[j], (j, 0, T - 1)) ** 2 <= Rational(99, 100) * T * Sum(a[j] ** 2, (j, 0, T - 1)))
