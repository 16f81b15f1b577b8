"""Average over reversed index equals the average."""

from theorems.language import Eq, Sum, T, Theorem, constants, f, k, x
from theorems.methods import GradientDescent

eta = constants("eta")

theorem = Theorem(given=[], method=GradientDescent(step=eta), claim=Eq(Sum(f(x[T - k]), (k, 0, T)), Sum(f(x[k]), (k, 0, T))))
