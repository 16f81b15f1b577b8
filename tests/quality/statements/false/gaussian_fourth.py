"""Fourth moment bounded by sigma^4 (two-point has equality, others more)."""

from theorems.hypotheses import BoundedVariance
from theorems.language import E, Theorem, constants, grad, norm_sq, stochastic_grad, t, x
from theorems.methods import SGD

eta, sigma = constants("eta sigma")

theorem = Theorem(given=[BoundedVariance(sigma)], method=SGD(step=eta), claim=E(norm_sq(stochastic_grad(x[t]) - grad(x[t])) ** 2) <= sigma**4)
