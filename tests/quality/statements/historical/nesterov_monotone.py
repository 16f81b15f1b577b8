"""Nesterov is not monotone."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Theorem, constants, f, t, x
from theorems.methods import Nesterov

L = constants("L")

theorem = Theorem(given=[Smooth(L), Convex()], method=Nesterov(step=1 / L), claim=f(x[t + 1]) <= f(x[t]))
