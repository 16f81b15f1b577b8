"""Almost sure equality with the mean."""

from theorems.hypotheses import BoundedVariance
from theorems.language import Theorem, constants, grad, norm_sq, stochastic_grad, t, x
from theorems.methods import SGD

eta, sigma = constants("eta sigma")

theorem = Theorem(given=[BoundedVariance(sigma)], method=SGD(step=eta), claim=norm_sq(stochastic_grad(x[t])) <= norm_sq(grad(x[t])) + sigma**2)
