"""Average at most best."""

from theorems.language import Average, Best, T, Theorem, constants, f, t, x
from theorems.methods import GradientDescent

eta = constants("eta")

theorem = Theorem(given=[], method=GradientDescent(step=eta), claim=Average(f(x[t]), (t, 0, T - 1)) <= Best(f(x[t]), (t, 0, T - 1)))
