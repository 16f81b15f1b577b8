"""Descent for eta <= 2.01/L."""

from theorems.hypotheses import Smooth
from theorems.language import Rational, Theorem, constants, f, t, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(given=[Smooth(L), eta <= Rational(201, 100) / L], method=GradientDescent(step=eta), claim=f(x[t + 1]) <= f(x[t]))
