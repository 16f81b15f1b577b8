"""Under interpolation f decreases in expectation for eta <= 1/L of the mean."""

from theorems.hypotheses import Convex, Interpolation, Smooth
from theorems.language import E, Theorem, constants, f, t, x
from theorems.methods import SGD

L, eta = constants("L eta")

theorem = Theorem(given=[Interpolation(), Convex(), Smooth(L), eta <= 1 / L], method=SGD(step=eta), claim=E(f(x[t + 1])) <= E(f(x[t])))
