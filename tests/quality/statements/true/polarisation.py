"""Polarisation identity."""

from theorems.language import Eq, Theorem, inner, norm_sq, points

p, q = points("p q")

theorem = Theorem(given=[], claim=Eq(inner(p, q), (norm_sq(p + q) - norm_sq(p - q)) / 4))
