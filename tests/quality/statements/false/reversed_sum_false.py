"""A false claim written with a reversed index."""

from theorems.hypotheses import Smooth
from theorems.language import Sum, T, Theorem, constants, f, k, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(given=[Smooth(L), eta <= 1 / L], method=GradientDescent(step=eta), claim=Sum(f(x[T - k]), (k, 0, T)) <= f(x[T]) * (T + 1))
