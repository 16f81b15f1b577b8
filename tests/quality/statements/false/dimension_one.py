"""All spaces are one dimensional."""

from theorems.language import Theorem, d

theorem = Theorem(given=[], claim=d <= 1)
