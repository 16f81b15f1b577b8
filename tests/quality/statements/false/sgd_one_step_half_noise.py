"""SGD one step with a quarter of the noise term."""

from theorems.hypotheses import BoundedVariance, Smooth
from theorems.language import E, Theorem, constants, f, grad, norm_sq, t, x
from theorems.methods import SGD

L, eta, sigma = constants("L eta sigma")

theorem = Theorem(
    given=[Smooth(L), BoundedVariance(sigma)],
    method=SGD(step=eta),
    claim=E(f(x[t + 1]), given=x[t]) <= f(x[t]) - eta * (1 - L * eta / 2) * norm_sq(grad(x[t])) + L * eta**2 * sigma**2 / 4,
)
