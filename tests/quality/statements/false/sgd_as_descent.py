"""Almost sure descent of SGD."""

from theorems.hypotheses import BoundedVariance, Smooth
from theorems.language import Theorem, constants, f, t, x
from theorems.methods import SGD

L, eta, sigma = constants("L eta sigma")

theorem = Theorem(given=[Smooth(L), BoundedVariance(sigma), eta <= 1 / L], method=SGD(step=eta), claim=f(x[t + 1]) <= f(x[t]) + eta * sigma**2 / 100)
