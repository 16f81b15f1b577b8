"""Young in expectation."""

from theorems.hypotheses import BoundedVariance
from theorems.language import E, Theorem, constants, norm_sq, t, x
from theorems.methods import SGD

eta, sigma = constants("eta sigma")

theorem = Theorem(given=[BoundedVariance(sigma)], method=SGD(step=eta), claim=E(norm_sq(x[t])) >= norm_sq(E(x[t])))
