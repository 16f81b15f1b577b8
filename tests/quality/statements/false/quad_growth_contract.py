"""Quadratic growth alone gives a rate."""

from theorems.hypotheses import QuadraticGrowth, Smooth
from theorems.language import T, Theorem, constants, f, f_star, x
from theorems.methods import GradientDescent

L, mu = constants("L mu")

theorem = Theorem(
    given=[Smooth(L), QuadraticGrowth(mu)], method=GradientDescent(step=1 / L), claim=f(x[T]) - f_star <= (1 - mu / (4 * L)) ** T * (f(x[0]) - f_star)
)
