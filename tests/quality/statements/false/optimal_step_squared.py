"""Contraction one power too many."""

from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import Eq, T, Theorem, constants, norm, x, x_star
from theorems.methods import GradientDescent

L, mu, eta = constants("L mu eta")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), Eq(eta, 2 / (L + mu))],
    method=GradientDescent(step=eta),
    claim=norm(x[T] - x_star) <= ((L - mu) / (L + mu)) ** (2 * T) * norm(x[0] - x_star),
)
