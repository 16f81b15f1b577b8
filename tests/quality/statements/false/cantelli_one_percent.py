"""Cantelli's inequality with 99 % of its bound.

False: noise +-1 in the direction q = 1 at eps = 1, one half against 99/200; far from eps = sigma |q| it is true of two-point noise.
"""

from theorems.hypotheses import BoundedVariance
from theorems.language import Probability, Rational, Theorem, constants, grad, inner, norm_sq, points, stochastic_grad

sigma, eps = constants("sigma eps")
p, q = points("p q")
s = sigma**2 * norm_sq(q)

theorem = Theorem(
    given=[BoundedVariance(sigma)],
    claim=Probability(inner(stochastic_grad(p, sample=0) - grad(p), q) >= eps) <= Rational(99, 100) * s / (s + eps**2),
)
