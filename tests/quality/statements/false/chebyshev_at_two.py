"""Noise exceeds two deviations with a chance of at most 1/5.

False: Chebyshev's 1/4 is attained by 2, -2 and six times 0, equally likely.
"""

from theorems.hypotheses import BoundedVariance
from theorems.language import Probability, Rational, Theorem, constants, grad, norm, points, stochastic_grad

sigma = constants("sigma")
p = points("p")

theorem = Theorem(
    given=[BoundedVariance(sigma)],
    claim=Probability(norm(stochastic_grad(p, sample=0) - grad(p)) >= 2 * sigma) <= Rational(1, 5),
)
