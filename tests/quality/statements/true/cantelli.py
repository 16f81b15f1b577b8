"""Cantelli's one-sided inequality for a stochastic gradient, at any point and in any direction.

Variance at most s^2 = sigma^2 |q|^2 gives s^2/(s^2 + eps^2). An equality for two-point noise +-s at eps = s.
"""

from theorems.hypotheses import BoundedVariance
from theorems.language import Probability, Theorem, constants, grad, inner, norm_sq, points, stochastic_grad

sigma, eps = constants("sigma eps")
p, q = points("p q")

theorem = Theorem(
    given=[BoundedVariance(sigma)],
    claim=Probability(inner(stochastic_grad(p, sample=0) - grad(p), q) >= eps) <= sigma**2 * norm_sq(q) / (sigma**2 * norm_sq(q) + eps**2),
)
