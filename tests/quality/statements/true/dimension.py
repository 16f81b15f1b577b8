"""The dimension is at least one."""

from theorems.language import Theorem, d

theorem = Theorem(given=[], claim=d >= 1)
