"""The fourth moment of the noise is at most three times the square of its variance, as for normal noise.

False for rare large noise: 2, -2 and six times 0, equally likely, have variance 1 and fourth moment 4.
"""

from theorems.hypotheses import BoundedVariance
from theorems.language import E, Theorem, constants, grad, norm_sq, points, stochastic_grad

sigma = constants("sigma")
p = points("p")

theorem = Theorem(given=[BoundedVariance(sigma)], claim=E(norm_sq(stochastic_grad(p, sample=0) - grad(p)) ** 2) <= 3 * sigma**4)
