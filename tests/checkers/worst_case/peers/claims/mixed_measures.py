"""Distance at the end against the gap at the start, along short steps on a smooth and strongly convex function: mu/2 ||x||^2 attains it."""

from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import T, Theorem, constants, f, f_star, norm_sq, x, x_star
from theorems.methods import GradientDescent

L, mu, eta = constants("L mu eta")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), mu <= L, eta <= 2 / (L + mu)],
    method=GradientDescent(step=eta),
    claim=mu / 2 * norm_sq(x[T] - x_star) <= (1 - eta * mu) ** (2 * T) * (f(x[0]) - f_star),
)
