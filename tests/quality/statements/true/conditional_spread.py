"""Given where it is, SGD spreads by at most eta^2 sigma^2 in a step.

The variance of one draw; an equality for noise of that variance.
"""

from theorems.hypotheses import BoundedVariance
from theorems.language import E, Theorem, constants, grad, norm_sq, t, x
from theorems.methods import SGD

eta, sigma = constants("eta sigma")

theorem = Theorem(
    given=[BoundedVariance(sigma)],
    method=SGD(step=eta),
    claim=E(norm_sq(x[t + 1] - x[t] + eta * grad(x[t])), given=x[t]) <= eta**2 * sigma**2,
)
