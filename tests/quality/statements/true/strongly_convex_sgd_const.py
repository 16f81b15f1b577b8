"""SGD on strongly convex: distance with noise floor."""

from theorems.hypotheses import BoundedVariance, Smooth, StronglyConvex
from theorems.language import E, T, Theorem, constants, norm_sq, x, x_star
from theorems.methods import SGD

L, mu, eta, sigma = constants("L mu eta sigma")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), BoundedVariance(sigma), eta <= 1 / L],
    method=SGD(step=eta),
    claim=E(norm_sq(x[T] - x_star)) <= (1 - eta * mu) ** T * norm_sq(x[0] - x_star) + eta * sigma**2 / mu,
)
