"""Gradient descent with clipped gradients decreases a smooth function.

With h = min(1, c/|g|) the step eta h <= 1/L gains eta h |g|^2/2, and h |g|^2 = min(|g|^2, c |g|).
"""

from theorems.hypotheses import Smooth
from theorems.language import Eq, Min, Theorem, constants, f, grad, norm, norm_sq, t, x
from theorems.methods import Method

L, eta, c = constants("L eta c")
g = grad(x[t])

theorem = Theorem(
    given=[Smooth(L), eta <= 1 / L],
    method=Method(Eq(x[t + 1], x[t] - eta * Min(1, c / norm(g)) * g)),
    claim=f(x[t + 1]) <= f(x[t]) - eta / 2 * Min(norm_sq(g), c * norm(g)),
)
