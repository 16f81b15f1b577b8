"""Markov's inequality for the squared length of the noise.

An equality for two-point noise at k = 1.
"""

from theorems.hypotheses import BoundedVariance
from theorems.language import Probability, Theorem, constants, grad, norm_sq, points, stochastic_grad

sigma, kappa = constants("sigma kappa")
p = points("p")

theorem = Theorem(
    given=[BoundedVariance(sigma)],
    claim=Probability(norm_sq(stochastic_grad(p, sample=0) - grad(p)) >= kappa * sigma**2) <= 1 / kappa,
)
