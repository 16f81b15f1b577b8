"""Gradients do not grow along gradient descent, convex or not.

False: -x^2/2, whose gradient grows by 1 + eta.
"""

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, grad, norm_sq, t, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(given=[Smooth(L), eta <= 1 / L], method=GradientDescent(step=eta), claim=norm_sq(grad(x[t + 1])) <= norm_sq(grad(x[t])))
