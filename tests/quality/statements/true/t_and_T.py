"""Gradient descent: the last gap is at most any earlier one."""

from theorems.hypotheses import Smooth
from theorems.language import T, Theorem, constants, f, t, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(given=[Smooth(L), eta <= 1 / L], method=GradientDescent(step=eta), claim=f(x[T]) <= f(x[t]))
