"""The conditional second moment of a stochastic gradient is at most the squared gradient plus sigma^2."""

from theorems.hypotheses import BoundedVariance
from theorems.language import E, Theorem, constants, grad, norm_sq, stochastic_grad, t, x
from theorems.methods import SGD

eta, sigma = constants("eta sigma")

theorem = Theorem(
    given=[BoundedVariance(sigma)], method=SGD(step=eta), claim=E(norm_sq(stochastic_grad(x[t])), given=x[t]) <= norm_sq(grad(x[t])) + sigma**2
)
