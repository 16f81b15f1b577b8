"""Clipped gradients move by at most the threshold, and along the gradient.

|min(1, c/|g|) g| = min(|g|, c).
"""

from theorems.hypotheses import BoundedVariance
from theorems.language import Eq, Min, Theorem, constants, norm, stochastic_grad, t, x
from theorems.methods import Method

eta, c, sigma = constants("eta c sigma")
g = stochastic_grad(x[t])

theorem = Theorem(
    given=[BoundedVariance(sigma)],
    method=Method(Eq(x[t + 1], x[t] - eta * Min(1, c / norm(g)) * g)),
    claim=norm(x[t + 1] - x[t]) <= eta * c,
)
