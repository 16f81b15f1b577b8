"""Batches in the claim only."""

from theorems.hypotheses import BoundedVariance
from theorems.language import E, Theorem, constants, grad, norm_sq, points, stochastic_grad

sigma = constants("sigma")
p = points("p")

theorem = Theorem(given=[BoundedVariance(sigma)], claim=E(norm_sq(stochastic_grad(p, sample=0, batch=3) - grad(p))) <= sigma**2 / 3)
