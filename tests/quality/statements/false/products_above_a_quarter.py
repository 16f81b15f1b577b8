"""Products of numbers that are at least 1/2 add up to more than T / 4."""

from theorems.language import Rational, Sum, T, Theorem, j, sequence, t

a, b = sequence("a"), sequence("b")

theorem = Theorem(
    given=[a[t] >= Rational(1, 2), b[t] >= a[t]],
    claim=Sum(a[j] * b[j], (j, 0, T - 1)) >= Rational(26, 100) * T,
)
