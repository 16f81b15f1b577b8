"""A step of gradient descent gains at most eta (1 + L eta/2) of the squared gradient, convex or not.

The lower quadratic model at x - eta g. An equality for -L x^2/2.
"""

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, grad, norm_sq, t, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(
    given=[Smooth(L)],
    method=GradientDescent(step=eta),
    claim=f(x[t + 1]) >= f(x[t]) - eta * (1 + L * eta / 2) * norm_sq(grad(x[t])),
)
