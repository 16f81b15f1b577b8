"""A step region given by a cubic."""

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, t, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(given=[Smooth(L), (eta * L) ** 3 + eta * L <= 2], method=GradientDescent(step=eta), claim=f(x[t + 1]) <= f(x[t]))
