"""log(1+eps) <= eps."""

from theorems.language import Theorem, constants, log

eps = constants("eps")

theorem = Theorem(given=[], claim=log(1 + eps) <= eps)
