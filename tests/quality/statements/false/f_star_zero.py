"""The infimum is zero."""

from theorems.language import Theorem, f_star

theorem = Theorem(given=[], claim=f_star >= 0)
