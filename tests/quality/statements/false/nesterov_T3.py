"""Nesterov's rate with (T+1)(T+3)."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import T, Theorem, constants, f, f_star, norm_sq, x, x_star
from theorems.methods import Nesterov

L = constants("L")

theorem = Theorem(
    given=[Smooth(L), Convex()], method=Nesterov(step=1 / L), claim=f(x[T]) - f_star <= 2 * L * norm_sq(x[0] - x_star) / ((T + 1) * (T + 5))
)
