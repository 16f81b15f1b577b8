"""Under interpolation SGD contracts no slower than GD."""

from theorems.hypotheses import Interpolation, Smooth, StronglyConvex
from theorems.language import E, Theorem, constants, norm_sq, t, x, x_star
from theorems.methods import SGD

L, mu, eta = constants("L mu eta")

theorem = Theorem(
    given=[Interpolation(), StronglyConvex(mu), Smooth(L), eta <= 1 / L],
    method=SGD(step=eta),
    claim=E(norm_sq(x[t + 1] - x_star), given=x[t]) <= (1 - eta * mu) * norm_sq(x[t] - x_star),
)
