"""The square of a sum of T numbers is at most T times the sum of their squares.

Cauchy-Schwarz against ones; an equality for constant sequences.
"""

from theorems.language import Sum, T, Theorem, j, sequence

a = sequence("a")

theorem = Theorem(claim=Sum(a[j], (j, 0, T - 1)) ** 2 <= T * Sum(a[j] ** 2, (j, 0, T - 1)))
