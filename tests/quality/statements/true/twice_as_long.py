"""Twice as many steps of gradient descent end no higher.

Each step decreases f; an equality at t = 0 and at stationary points.
"""

from theorems.hypotheses import Smooth
from theorems.language import Average, Theorem, constants, f, k, t, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(
    given=[Smooth(L), eta <= 2 / L],
    method=GradientDescent(step=eta),
    claim=[f(x[2 * t]) <= f(x[t]), f(x[t]) <= Average(f(x[k]), (k, 0, t))],
)
