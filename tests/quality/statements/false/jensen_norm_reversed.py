"""Jensen reversed for the norm."""

from theorems.hypotheses import BoundedVariance
from theorems.language import E, Theorem, constants, norm, t, x
from theorems.methods import SGD

eta, sigma = constants("eta sigma")

theorem = Theorem(given=[BoundedVariance(sigma)], method=SGD(step=eta), claim=E(norm(x[t])) <= norm(E(x[t])))
