"""Nesterov's method with a constant momentum on a smooth and strongly convex function whose condition number is 1/q^2.

Source: Nesterov (2004).
"""

from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import T, Theorem, constants, f, f_star, norm_sq, x, x_star
from theorems.methods import Nesterov

L, q = constants("L q")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(q**2 * L), q < 1],
    method=Nesterov(step=1 / L, momentum=(1 - q) / (1 + q)),
    claim=f(x[T]) - f_star <= (1 - q) ** T * (f(x[0]) - f_star + q**2 * L / 2 * norm_sq(x[0] - x_star)),
)
