"""1 + a is at most exp a, strictly less than exp a + eps."""

from theorems.language import Theorem, constants, exp, reals

eps = constants("eps")
a = reals("a")

theorem = Theorem(given=[], claim=1 + a < exp(a) + eps)
