"""Max + Min = sum."""

from theorems.language import Eq, Max, Min, Theorem, reals

a, c = reals("a c")

theorem = Theorem(given=[], claim=Eq(Max(a, c) + Min(a, c), a + c))
