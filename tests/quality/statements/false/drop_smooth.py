"""Descent without smoothness."""

from theorems.language import Theorem, constants, f, t, x
from theorems.methods import GradientDescent

eta = constants("eta")

theorem = Theorem(given=[], method=GradientDescent(step=eta), claim=f(x[t + 1]) <= f(x[t]))
