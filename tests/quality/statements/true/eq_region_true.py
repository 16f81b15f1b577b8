"""Equalities between three constants."""

from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import Eq, Rational, Theorem, constants, f, f_star, t, x
from theorems.methods import GradientDescent

L, mu, eta = constants("L mu eta")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), Eq(eta, 1 / L), Eq(L, 3 * mu)],
    method=GradientDescent(step=eta),
    claim=f(x[t + 1]) - f_star <= Rational(2, 3) * (f(x[t]) - f_star),
)
