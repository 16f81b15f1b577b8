"""The squares of numbers of size 1 / sqrt(t + 1) add up to at most 2."""

from theorems.language import Sum, T, Theorem, j, sequence, sqrt, t

a = sequence("a")

theorem = Theorem(given=[a[t] >= 0, a[t] * sqrt(t + 1) <= 1], claim=Sum(a[j] ** 2, (j, 0, T - 1)) <= 2)
