"""Differences of a sequence add up to the difference of its ends."""

from theorems.language import Eq, Sum, T, Theorem, j, sequence

a = sequence("a")

theorem = Theorem(claim=Eq(Sum(a[j + 1] - a[j], (j, 0, T - 1)), a[T] - a[0]))
