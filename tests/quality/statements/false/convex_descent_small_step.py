"""A small step makes gradient descent decrease every convex function: false for x^4, far out."""

from theorems.hypotheses import Convex
from theorems.language import Theorem, constants, f, points, t, x
from theorems.methods import GradientDescent

L, mu, eta = constants("L mu eta")
u, v = points("u v")

theorem = Theorem(given=[Convex(), 100 * eta <= 1], method=GradientDescent(step=eta), claim=f(x[t + 1]) <= f(x[t]))
