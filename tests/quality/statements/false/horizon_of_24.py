"""(1 - 1/T)^T stays below 36/100; it passes that at T = 24."""

from theorems.language import Eq, Rational, T, Theorem, t, x
from theorems.methods import Method

theorem = Theorem(
    given=[Eq(x[0], 1)],
    method=Method(Eq(x[t + 1], x[t] * (1 - 1 / T)), on_the_line=True),
    claim=x[T] <= Rational(36, 100),
)
