"""Bernoulli's inequality.

Induction; an equality at n = 1 and at a = 0, and 0^n >= 1 - n at a = -1.
"""

from theorems.language import Theorem, naturals, reals

a = reals("a")
n = naturals("n")

theorem = Theorem(given=[a >= -1], claim=(1 + a) ** n >= 1 + n * a)
