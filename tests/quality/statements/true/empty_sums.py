"""A sum from the second step on has no terms before it, and its terms are not negative.

A sum without terms is 0, not the negative of what lies between its ends.
"""

from theorems.language import Sum, Theorem, constants, grad, j, norm_sq, t, x
from theorems.methods import GradientDescent

eta = constants("eta")

theorem = Theorem(
    method=GradientDescent(step=eta),
    claim=[Sum(norm_sq(grad(x[j])), (j, 2, t)) >= 0, Sum(norm_sq(grad(x[j])), (j, 1, t)) <= Sum(norm_sq(grad(x[j])), (j, 0, t))],
)
