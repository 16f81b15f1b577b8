"""The first moving average of stochastic gradients is 1 - beta of the gradient, in expectation.

It starts from 0: E m[1] = (1 - beta) grad f(x[0]).
"""

from theorems.hypotheses import BoundedVariance
from theorems.language import E, Eq, Theorem, constants, grad, iterates, stochastic_grad, t, x
from theorems.methods import Method

eta, beta, sigma = constants("eta beta sigma")
m = iterates("m")

theorem = Theorem(
    given=[BoundedVariance(sigma), beta < 1],
    method=Method(
        Eq(m[t + 1], beta * m[t] + (1 - beta) * stochastic_grad(x[t])),
        Eq(x[t + 1], x[t] - eta * m[t + 1]),
        start={m[0]: 0 * x[0]},
    ),
    claim=Eq(E(m[1]), (1 - beta) * grad(x[0])),
)
