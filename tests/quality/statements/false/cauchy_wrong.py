"""Cauchy-Schwarz with 99/100."""

from theorems.language import Abs, Rational, Theorem, inner, norm, points

p, q = points("p q")

theorem = Theorem(given=[], claim=Abs(inner(p, q)) <= Rational(99, 100) * norm(p) * norm(q))
