"""Two independent samples at one point are uncorrelated."""

from theorems.hypotheses import BoundedVariance
from theorems.language import E, Eq, Theorem, constants, grad, inner, stochastic_grad, x
from theorems.methods import SGD

eta, sigma = constants("eta sigma")

theorem = Theorem(
    given=[BoundedVariance(sigma)],
    method=SGD(step=eta),
    claim=Eq(E(inner(stochastic_grad(x[0], sample=0) - grad(x[0]), stochastic_grad(x[0], sample=1) - grad(x[0]))), 0),
)
