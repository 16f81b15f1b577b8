"""One percent below the exact floor of a constant step, which steps below 1/(10 L) need 22 steps to show."""

from theorems.hypotheses import BoundedVariance, Smooth, StronglyConvex
from theorems.language import E, Rational, T, Theorem, constants, f, f_star, x
from theorems.methods import SGD

L, mu, eta, sigma = constants("L mu eta sigma")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), BoundedVariance(sigma), eta <= 1 / (10 * L)],
    method=SGD(step=eta),
    claim=E(f(x[T]) - f_star) <= (1 - eta * mu) ** T * (f(x[0]) - f_star) + Rational(99, 100) * eta * sigma**2 * L / (mu * (4 - 2 * eta * L)),
)
