"""Chebyshev with half the bound."""

from theorems.hypotheses import BoundedVariance
from theorems.language import Probability, Theorem, constants, grad, norm, stochastic_grad, x
from theorems.methods import SGD

eta, sigma, eps = constants("eta sigma eps")

theorem = Theorem(
    given=[BoundedVariance(sigma)],
    method=SGD(step=eta),
    claim=Probability(norm(stochastic_grad(x[0], sample=0) - grad(x[0])) >= eps) <= sigma**2 / (2 * eps**2),
)
