"""Conditioning on an earlier iterate."""

from theorems.hypotheses import BoundedVariance, Smooth
from theorems.language import E, Theorem, constants, f, t, x
from theorems.methods import SGD

L, eta, sigma = constants("L eta sigma")

theorem = Theorem(
    given=[Smooth(L), BoundedVariance(sigma), eta <= 1 / L], method=SGD(step=eta), claim=E(f(x[t + 2]), given=x[t]) <= f(x[t]) + L * eta**2 * sigma**2
)
