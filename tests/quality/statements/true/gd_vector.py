"""The update itself, as an equality of vectors."""

from theorems.language import Eq, Theorem, constants, grad, t, x
from theorems.methods import GradientDescent

eta = constants("eta")

theorem = Theorem(given=[], method=GradientDescent(step=eta), claim=Eq(x[t + 1], x[t] - eta * grad(x[t])))
