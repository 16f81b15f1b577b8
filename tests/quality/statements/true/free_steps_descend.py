"""Gradient descent with any steps up to 2 / L never increases the objective."""

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, sequence, t, x
from theorems.methods import GradientDescent

L = constants("L")
a = sequence("a")

theorem = Theorem(given=[Smooth(L), a[t] >= 0, a[t] <= 2 / L], method=GradientDescent(step=a[t]), claim=f(x[t + 1]) <= f(x[t]))
