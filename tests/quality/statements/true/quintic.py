"""A step region given by a quintic."""

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, t, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(given=[Smooth(L), (eta * L) ** 5 + eta * L <= 1], method=GradientDescent(step=eta), claim=f(x[t + 1]) <= f(x[t]))
