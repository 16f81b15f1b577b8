"""SGD on strongly convex functions with 99 % of its exact noise term.

False: mu x^2/2 with noise of variance sigma^2, where 100 % is an equality.
"""

from theorems.hypotheses import BoundedVariance, Smooth, StronglyConvex
from theorems.language import E, Rational, T, Theorem, constants, norm_sq, x, x_star
from theorems.methods import SGD

L, mu, eta, sigma = constants("L mu eta sigma")
kept = (1 - eta * mu) ** (2 * T)

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), BoundedVariance(sigma), eta <= 2 / (L + mu)],
    method=SGD(step=eta),
    claim=E(norm_sq(x[T] - x_star)) <= kept * norm_sq(x[0] - x_star) + Rational(99, 100) * eta * sigma**2 * (1 - kept) / (mu * (2 - eta * mu)),
)
