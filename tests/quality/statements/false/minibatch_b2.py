"""Variance sigma^2/b^2."""

from theorems.hypotheses import BoundedVariance
from theorems.language import E, Theorem, constants, grad, naturals, norm_sq, stochastic_grad, t, x
from theorems.methods import SGD

eta, sigma = constants("eta sigma")
b = naturals("b")

theorem = Theorem(
    given=[BoundedVariance(sigma)], method=SGD(step=eta, batch=b), claim=E(norm_sq(stochastic_grad(x[t], batch=b) - grad(x[t]))) <= sigma**2 / b**2
)
