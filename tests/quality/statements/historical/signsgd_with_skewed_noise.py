"""SignSGD decreases a smooth function in expectation, up to the square of its steps.

False for skewed noise: f = x^2/2 from -1/2 with noise 1, 1, -2 sees the signs +, +, - and walks away from 0:
(1/2 + eta)^2/3 + (1/2 - eta)^2/6 = 1/8 + eta/6 + eta^2/2.
"""

from sympy import sign

from theorems.hypotheses import BoundedVariance, Smooth
from theorems.language import E, Eq, Theorem, constants, d, f, stochastic_grad, t, x
from theorems.methods import Method

L, eta, sigma = constants("L eta sigma")

theorem = Theorem(
    given=[Smooth(L), BoundedVariance(sigma)],
    method=Method(Eq(x[t + 1], x[t] - eta * sign(stochastic_grad(x[t])))),
    claim=E(f(x[t + 1]), given=x[t]) <= f(x[t]) + L * eta**2 * d / 2,
)
