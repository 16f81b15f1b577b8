"""The best is at most the average."""

from theorems.language import Average, Best, T, Theorem, constants, f, t, x
from theorems.methods import GradientDescent

eta = constants("eta")

theorem = Theorem(given=[], method=GradientDescent(step=eta), claim=Best(f(x[t]), (t, 0, T - 1)) <= Average(f(x[t]), (t, 0, T - 1)))
