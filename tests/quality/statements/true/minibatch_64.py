"""The floor of a batch of 64."""

from theorems.hypotheses import PL, BoundedVariance, Smooth
from theorems.language import E, T, Theorem, constants, f, f_star, x
from theorems.methods import SGD

L, mu, eta, sigma = constants("L mu eta sigma")

theorem = Theorem(
    given=[Smooth(L), PL(mu), BoundedVariance(sigma), mu <= L, eta <= 1 / L],
    method=SGD(step=eta, batch=64),
    claim=E(f(x[T]) - f_star) <= (1 - eta * mu) ** T * (f(x[0]) - f_star) + eta * sigma**2 * L / (128 * mu),
)
