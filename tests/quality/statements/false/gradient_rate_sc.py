"""Rate (1 - 2 mu/(L+mu)) for squared gaps squared: 1 % off."""

from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import Eq, Rational, Theorem, constants, f, f_star, t, x
from theorems.methods import GradientDescent

L, mu, eta = constants("L mu eta")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), Eq(eta, 2 / (L + mu)), mu < L],
    method=GradientDescent(step=eta),
    claim=f(x[t + 1]) - f_star <= Rational(99, 100) * ((L - mu) / (L + mu)) ** 2 * (f(x[t]) - f_star),
)
