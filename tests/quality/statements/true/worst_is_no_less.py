"""The largest squared gradient so far is no less than the first and the last.

By definition; an equality at t = 0.
"""

from theorems.language import Theorem, Worst, constants, grad, j, norm_sq, t, x
from theorems.methods import GradientDescent

eta = constants("eta")
largest = Worst(norm_sq(grad(x[j])), (j, 0, t))

theorem = Theorem(method=GradientDescent(step=eta), claim=[largest >= norm_sq(grad(x[0])), largest >= norm_sq(grad(x[t]))])
