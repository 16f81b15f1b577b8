"""Conditional bias-variance decomposition."""

from theorems.hypotheses import BoundedVariance
from theorems.language import E, Eq, Theorem, constants, grad, norm_sq, stochastic_grad, t, x
from theorems.methods import SGD

eta, sigma = constants("eta sigma")

theorem = Theorem(
    given=[BoundedVariance(sigma)],
    method=SGD(step=eta),
    claim=Eq(
        E(norm_sq(x[t + 1]), given=x[t]), norm_sq(x[t] - eta * grad(x[t])) + eta**2 * E(norm_sq(stochastic_grad(x[t]) - grad(x[t])), given=x[t])
    ),
)
