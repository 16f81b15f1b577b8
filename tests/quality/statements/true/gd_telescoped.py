"""Iterates are the start minus the summed gradients."""

from theorems.language import Eq, Sum, T, Theorem, constants, grad, k, x
from theorems.methods import GradientDescent

eta = constants("eta")

theorem = Theorem(given=[], method=GradientDescent(step=eta), claim=Eq(x[T], x[0] - eta * Sum(grad(x[k]), (k, 0, T - 1))))
