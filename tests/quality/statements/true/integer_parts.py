"""A real lies between its integer part and one more.

An equality at integers on one side, never on the other.
"""

from sympy import floor

from theorems.language import Theorem, reals

a = reals("a")

theorem = Theorem(claim=[floor(a) <= a, a < floor(a) + 1])
