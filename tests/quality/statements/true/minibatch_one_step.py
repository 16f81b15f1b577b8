"""One minibatch step with variance sigma^2/b."""

from theorems.hypotheses import BoundedVariance, Smooth
from theorems.language import E, Theorem, constants, f, grad, naturals, norm_sq, t, x
from theorems.methods import SGD

L, eta, sigma = constants("L eta sigma")
b = naturals("b")

theorem = Theorem(
    given=[Smooth(L), BoundedVariance(sigma), eta <= 1 / L],
    method=SGD(step=eta, batch=b),
    claim=E(f(x[t + 1])) <= E(f(x[t])) - eta / 2 * E(norm_sq(grad(x[t]))) + L * eta**2 * sigma**2 / (2 * b),
)
