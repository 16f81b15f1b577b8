"""GD on strongly convex functions cannot contract faster than 1 - eta L when eta <= 1/L."""

from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import Theorem, constants, norm_sq, t, x, x_star
from theorems.methods import GradientDescent

L, mu, eta = constants("L mu eta")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), eta <= 1 / L],
    method=GradientDescent(step=eta),
    claim=norm_sq(x[t + 1] - x_star) >= (1 - eta * L) ** 2 * norm_sq(x[t] - x_star),
)
