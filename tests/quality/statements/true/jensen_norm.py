"""The norm of a mean is at most the mean of the norm."""

from theorems.hypotheses import BoundedVariance
from theorems.language import E, Theorem, constants, norm, t, x
from theorems.methods import SGD

eta, sigma = constants("eta sigma")

theorem = Theorem(given=[BoundedVariance(sigma)], method=SGD(step=eta), claim=norm(E(x[t])) <= E(norm(x[t])))
