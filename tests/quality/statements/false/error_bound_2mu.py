"""Error bound with 2 mu."""

from theorems.hypotheses import PL, Smooth
from theorems.language import Theorem, constants, dist_sq, grad, norm, points, sqrt

L, mu = constants("L mu")
p = points("p")

theorem = Theorem(given=[Smooth(L), PL(mu)], claim=norm(grad(p)) >= 2 * mu * sqrt(dist_sq(p)))
