"""Under the Polyak-Lojasiewicz inequality a smooth function is convex.

False: x^2 + 3 sin^2 x (Karimi, Nutini & Schmidt 2016) satisfies it and bends downwards around pi/2.
"""

from theorems.hypotheses import PL, Smooth
from theorems.language import Theorem, constants, f, grad, inner, points

L, mu = constants("L mu")
p, q = points("p q")

theorem = Theorem(given=[Smooth(L), PL(mu)], claim=f(q) >= f(p) + inner(grad(p), q - p))
