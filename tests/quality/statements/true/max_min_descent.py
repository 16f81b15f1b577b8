"""Minimum of f over two iterates."""

from theorems.hypotheses import Smooth
from theorems.language import Min, Theorem, constants, f, t, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(given=[Smooth(L), eta <= 1 / L], method=GradientDescent(step=eta), claim=Min(f(x[t]), f(x[t + 1])) <= f(x[t + 1]))
