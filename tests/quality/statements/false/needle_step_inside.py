"""A step gains a thousandth more than it should where eta L lies within a hundredth of 7/10.

False there: L x^2/2 gains exactly eta (1 - L eta/2) |g|^2, and 1 + 1/1000 - 10 (eta L - 7/10)^2 exceeds 1.
"""

from theorems.hypotheses import Smooth
from theorems.language import Rational, Theorem, constants, f, grad, norm_sq, t, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(
    given=[Smooth(L), eta <= 2 / L],
    method=GradientDescent(step=eta),
    claim=f(x[t + 1]) <= f(x[t]) - (Rational(1001, 1000) - 10 * (eta * L - Rational(7, 10)) ** 2) * eta * (1 - L * eta / 2) * norm_sq(grad(x[t])),
)
