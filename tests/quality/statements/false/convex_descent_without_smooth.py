"""Gradient descent decreases every convex function: false, its gradient must be Lipschitz."""

from theorems.hypotheses import Convex
from theorems.language import Theorem, constants, f, points, t, x
from theorems.methods import GradientDescent

L, mu, eta = constants("L mu eta")
u, v = points("u v")

theorem = Theorem(given=[Convex()], method=GradientDescent(step=eta), claim=f(x[t + 1]) <= f(x[t]))
