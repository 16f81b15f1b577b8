"""The exact floor of a constant step."""

from theorems.hypotheses import BoundedVariance, Smooth, StronglyConvex
from theorems.language import E, T, Theorem, constants, f, f_star, x
from theorems.methods import SGD

L, mu, eta, sigma = constants("L mu eta sigma")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), BoundedVariance(sigma), eta <= 1 / (10 * L)],
    method=SGD(step=eta),
    claim=E(f(x[T]) - f_star) <= (1 - eta * mu) ** T * (f(x[0]) - f_star) + eta * sigma**2 * L / (mu * (4 - 2 * eta * L)),
)
