"""PL implies the error bound ||grad|| >= mu dist."""

from theorems.hypotheses import PL, Smooth
from theorems.language import Theorem, constants, dist_sq, grad, norm_sq, points

L, mu = constants("L mu")
p = points("p")

theorem = Theorem(given=[Smooth(L), PL(mu)], claim=norm_sq(grad(p)) >= mu**2 * dist_sq(p))
