"""On a convex function a step gains at most eta times the squared gradient.

The tangent at x lies below f; an equality on a straight part.
"""

from theorems.hypotheses import Convex
from theorems.language import Theorem, constants, f, grad, norm_sq, t, x
from theorems.methods import GradientDescent

eta = constants("eta")

theorem = Theorem(given=[Convex()], method=GradientDescent(step=eta), claim=f(x[t + 1]) >= f(x[t]) - eta * norm_sq(grad(x[t])))
