"""Descent lemma with 49/100."""

from theorems.hypotheses import Smooth
from theorems.language import Rational, Theorem, constants, f, grad, inner, norm_sq, points

L = constants("L")
p, q = points("p q")

theorem = Theorem(given=[Smooth(L)], claim=f(q) <= f(p) + inner(grad(p), q - p) + Rational(49, 100) * L * norm_sq(q - p))
