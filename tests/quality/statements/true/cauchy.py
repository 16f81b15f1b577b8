"""Cauchy-Schwarz."""

from theorems.language import Abs, Theorem, inner, norm, points

p, q = points("p q")

theorem = Theorem(given=[], claim=Abs(inner(p, q)) <= norm(p) * norm(q))
