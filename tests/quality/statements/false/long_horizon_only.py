"""Holds until T = 24 only: f(x_T)-f* >= tiny start fraction."""

from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import Rational, T, Theorem, constants, f, f_star, x
from theorems.methods import GradientDescent

L, mu = constants("L mu")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), 2 * mu >= L],
    method=GradientDescent(step=1 / (2 * L)),
    claim=f(x[T]) - f_star >= Rational(1, 10**16) * (f(x[0]) - f_star),
)
