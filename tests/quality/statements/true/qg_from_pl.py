"""PL implies quadratic growth with the same constant."""

from theorems.hypotheses import PL, Smooth
from theorems.language import Theorem, constants, dist_sq, f, f_star, points

L, mu = constants("L mu")
p = points("p")

theorem = Theorem(given=[Smooth(L), PL(mu)], claim=f(p) - f_star >= mu * dist_sq(p) / 2)
