"""A sequence that is at least 3 is at least 303/100."""

from theorems.language import Rational, Theorem, sequence, t

a = sequence("a")

theorem = Theorem(given=[a[t] >= 3], claim=a[t] >= Rational(303, 100))
