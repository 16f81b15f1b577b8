"""Two steps ahead conditioned on x[t]."""

from theorems.hypotheses import BoundedVariance
from theorems.language import E, Eq, Theorem, constants, grad, norm_sq, t, x
from theorems.methods import SGD

eta, sigma = constants("eta sigma")

theorem = Theorem(given=[BoundedVariance(sigma)], method=SGD(step=eta), claim=Eq(norm_sq(E(x[t + 1], given=x[t]) - x[t] + eta * grad(x[t])), 0))
