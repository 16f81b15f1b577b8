"""SGD with 1/(t+1) steps one-step."""

from theorems.hypotheses import BoundedVariance, Smooth
from theorems.language import E, Theorem, constants, f, grad, norm_sq, t, x
from theorems.methods import SGD

L, sigma = constants("L sigma")

theorem = Theorem(
    given=[Smooth(L), BoundedVariance(sigma)],
    method=SGD(step=1 / (L * (t + 1))),
    claim=E(f(x[t + 1])) <= E(f(x[t])) - E(norm_sq(grad(x[t]))) / (2 * L * (t + 1)) + sigma**2 / (2 * L * (t + 1) ** 2),
)
