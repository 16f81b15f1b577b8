"""An equality with the symbol on the right."""

from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import Eq, T, Theorem, constants, norm, x, x_star
from theorems.methods import GradientDescent

L, mu, eta = constants("L mu eta")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), Eq(2 / (L + mu), eta)],
    method=GradientDescent(step=eta),
    claim=norm(x[T] - x_star) <= ((L - mu) / (L + mu)) ** T * norm(x[0] - x_star),
)
