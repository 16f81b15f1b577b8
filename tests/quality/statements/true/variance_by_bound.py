"""Bounded draws: what the mean gradient leaves of the bound is what the variance may be."""

from theorems.hypotheses import BoundedGradient
from theorems.language import E, Theorem, constants, grad, norm_sq, stochastic_grad, t, x
from theorems.methods import SGD

R, eta = constants("R eta")

theorem = Theorem(
    given=[BoundedGradient(R)],
    method=SGD(step=eta),
    claim=E(norm_sq(stochastic_grad(x[t]) - grad(x[t])), given=x[t]) <= R**2 - norm_sq(grad(x[t])),
)
