"""A number whose square is at most 2 is at most 1.414."""

from theorems.language import Rational, Theorem, sequence, t

a = sequence("a")

theorem = Theorem(given=[a[t] ** 2 <= 2], claim=a[t] <= Rational(1414, 1000))
