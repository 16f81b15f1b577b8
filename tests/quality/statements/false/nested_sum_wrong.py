"""A nested sum, wrong weights."""

from theorems.language import Eq, Sum, T, Theorem, constants, f, i, k, x
from theorems.methods import GradientDescent

eta = constants("eta")

theorem = Theorem(given=[], method=GradientDescent(step=eta), claim=Eq(Sum(Sum(f(x[k]), (k, 0, i)), (i, 0, T)), Sum((T - k) * f(x[k]), (k, 0, T))))
