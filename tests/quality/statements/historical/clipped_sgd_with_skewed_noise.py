"""SGD with clipped stochastic gradients decreases a smooth function in expectation, up to the square of its steps.

False for skewed noise: f = x^2/2 from -1/2, clipped at 1/2, noise 1, 1, -2: the gradients 1/2, 1/2, -5/2 become 1/2, 1/2, -1/2 of mean 1/6.
"""

from theorems.hypotheses import BoundedVariance, Smooth
from theorems.language import E, Eq, Min, Theorem, constants, f, norm, stochastic_grad, t, x
from theorems.methods import Method

L, eta, c, sigma = constants("L eta c sigma")
g = stochastic_grad(x[t])

theorem = Theorem(
    given=[Smooth(L), BoundedVariance(sigma)],
    method=Method(Eq(x[t + 1], x[t] - eta * Min(1, c / norm(g)) * g)),
    claim=E(f(x[t + 1]), given=x[t]) <= f(x[t]) + L * eta**2 * c**2 / 2,
)
