"""Gradient descent does not solve a strongly convex problem in one step.

False where mu = L, and where f is L x^2/2 though mu is smaller.
"""

from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import Theorem, constants, f, f_star, x
from theorems.methods import GradientDescent

L, mu = constants("L mu")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), f(x[0]) - f_star >= 1],
    method=GradientDescent(step=1 / L),
    claim=f(x[1]) - f_star > 0,
)
