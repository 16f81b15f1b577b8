"""A parabola in the step that touches 1 from below at 7/10: the gain of a step is never exceeded, and reached at that step.

The factor 1 - 10 (eta L - 7/10)^2 is at most 1, and an equality for L x^2/2 at eta = 7/(10 L) only.
"""

from theorems.hypotheses import Smooth
from theorems.language import Rational, Theorem, constants, f, grad, norm_sq, t, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(
    given=[Smooth(L), eta <= 2 / L],
    method=GradientDescent(step=eta),
    claim=f(x[t + 1]) <= f(x[t]) - (1 - 10 * (eta * L - Rational(7, 10)) ** 2) * eta * (1 - L * eta / 2) * norm_sq(grad(x[t])),
)
