"""A step 2 exp(-1)/L."""

from theorems.hypotheses import Smooth
from theorems.language import Eq, Theorem, constants, exp, f, t, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(given=[Smooth(L), Eq(eta, 2 * exp(-1) / L)], method=GradientDescent(step=eta), claim=f(x[t + 1]) <= f(x[t]))
