"""A floor of SGD with momentum 9/10 that is 3 % too low, as 60 steps show."""

from theorems.hypotheses import BoundedVariance, Smooth, StronglyConvex
from theorems.language import E, Rational, T, Theorem, constants, f, f_star, x
from theorems.methods import SGD

L, mu, eta, sigma = constants("L mu eta sigma")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), BoundedVariance(sigma), eta <= 1 / (10 * L)],
    method=SGD(step=eta, momentum=Rational(9, 10)),
    claim=E(f(x[T]) - f_star) <= 500 * Rational(9, 10) ** T * (f(x[0]) - f_star) + 5 * eta * sigma**2 * L / (2 * mu),
)
