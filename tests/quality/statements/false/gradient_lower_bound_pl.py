"""Under the Polyak-Lojasiewicz inequality gradients at two points differ by at least mu times their distance.

False: two minimisers of a flat least-squares problem, or two points of x^2 + 3 sin^2 x with one slope.
"""

from theorems.hypotheses import PL, Smooth
from theorems.language import Theorem, constants, grad, norm, points

L, mu = constants("L mu")
p, q = points("p q")

theorem = Theorem(given=[Smooth(L), PL(mu)], claim=norm(grad(p) - grad(q)) >= mu * norm(p - q))
