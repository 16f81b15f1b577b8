"""Nesterov with constant momentum on strongly convex functions."""

from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import Eq, T, Theorem, constants, f, f_star, norm_sq, sqrt, x, x_star
from theorems.methods import Nesterov

L, mu, beta = constants("L mu beta")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), Eq(beta, (sqrt(L) - sqrt(mu)) / (sqrt(L) + sqrt(mu))), mu < L],
    method=Nesterov(step=1 / L, momentum=beta),
    claim=f(x[T]) - f_star <= (1 - sqrt(mu / L)) ** T * (f(x[0]) - f_star + mu / 2 * norm_sq(x[0] - x_star)),
)
