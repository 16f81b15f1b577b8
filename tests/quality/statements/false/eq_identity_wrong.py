"""Parallelogram without the factor."""

from theorems.language import Eq, Theorem, norm_sq, points

p, q = points("p q")

theorem = Theorem(given=[], claim=Eq(norm_sq(p + q) + norm_sq(p - q), norm_sq(p) + norm_sq(q)))
