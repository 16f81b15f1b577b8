"""Unbiasedness at a free point, no method."""

from theorems.hypotheses import BoundedVariance
from theorems.language import E, Theorem, constants, grad, norm_sq, points, stochastic_grad

sigma = constants("sigma")
p = points("p")

theorem = Theorem(given=[BoundedVariance(sigma)], claim=E(norm_sq(stochastic_grad(p) - grad(p))) <= sigma**2)
