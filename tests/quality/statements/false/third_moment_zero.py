"""Noise has no third moment in 1-D: E inner(g-grad, r)^3 = 0."""

from theorems.hypotheses import BoundedVariance
from theorems.language import E, Eq, Theorem, constants, grad, inner, stochastic_grad, t, x
from theorems.methods import SGD

eta, sigma = constants("eta sigma")

theorem = Theorem(given=[BoundedVariance(sigma)], method=SGD(step=eta), claim=Eq(E(inner(stochastic_grad(x[t]) - grad(x[t]), x[0]) ** 3), 0))
