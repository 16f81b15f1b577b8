"""A step gains at most eta times the squared gradient, convex or not.

False: -x^2/2 gains eta (1 + eta/2) of it.
"""

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, grad, norm_sq, t, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(given=[Smooth(L)], method=GradientDescent(step=eta), claim=f(x[t + 1]) >= f(x[t]) - eta * norm_sq(grad(x[t])))
