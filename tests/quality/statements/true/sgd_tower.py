"""The tower property holds."""

from theorems.hypotheses import BoundedVariance
from theorems.language import E, Eq, Theorem, constants, f, t, x
from theorems.methods import SGD

eta, sigma = constants("eta sigma")

theorem = Theorem(given=[BoundedVariance(sigma)], method=SGD(step=eta), claim=Eq(E(E(f(x[t + 1]), given=x[t])), E(f(x[t + 1]))))
