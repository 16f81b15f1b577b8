"""The spread around the mean is the second moment less the square of the mean.

An identity with an expectation inside an expectation.
"""

from theorems.hypotheses import BoundedVariance
from theorems.language import E, Eq, Theorem, constants, norm_sq, t, x
from theorems.methods import SGD

eta, sigma = constants("eta sigma")

theorem = Theorem(
    given=[BoundedVariance(sigma)],
    method=SGD(step=eta),
    claim=Eq(E(norm_sq(x[t] - E(x[t]))), E(norm_sq(x[t])) - norm_sq(E(x[t]))),
)
