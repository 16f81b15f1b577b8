"""Jensen reversed."""

from theorems.hypotheses import BoundedVariance, Convex
from theorems.language import E, Theorem, constants, f, t, x
from theorems.methods import SGD

eta, sigma = constants("eta sigma")

theorem = Theorem(given=[Convex(), BoundedVariance(sigma)], method=SGD(step=eta), claim=E(f(x[t])) <= f(E(x[t])))
