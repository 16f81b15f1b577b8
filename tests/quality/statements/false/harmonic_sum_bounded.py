"""The harmonic sum stays below 2."""

from theorems.language import Sum, T, Theorem, j, sequence, t

a = sequence("a")

theorem = Theorem(given=[a[t] >= 0, a[t] <= 1 / (t + 1)], claim=Sum(a[j], (j, 0, T - 1)) <= 2)
