"""A sum over reversed steps, false for every T >= 1 with small steps."""

from theorems.hypotheses import Smooth
from theorems.language import Rational, Sum, T, Theorem, constants, f, f_star, k, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(
    given=[Smooth(L), eta <= 1 / L],
    method=GradientDescent(step=eta),
    claim=Sum(f(x[T - k]) - f_star, (k, 0, T)) <= Rational(101, 100) * (f(x[0]) - f_star),
)
