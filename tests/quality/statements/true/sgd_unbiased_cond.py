"""Conditionally, the stochastic gradient is unbiased in every direction."""

from theorems.hypotheses import BoundedVariance
from theorems.language import E, Eq, Theorem, constants, grad, inner, norm_sq, stochastic_grad, t, x
from theorems.methods import SGD

eta, sigma = constants("eta sigma")

theorem = Theorem(
    given=[BoundedVariance(sigma)], method=SGD(step=eta), claim=Eq(E(inner(stochastic_grad(x[t]), grad(x[t])), given=x[t]), norm_sq(grad(x[t])))
)
