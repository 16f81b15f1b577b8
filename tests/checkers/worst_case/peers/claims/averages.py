"""Averages along gradient descent on a smooth convex function: of the gaps, and the gap of the average iterate."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Average, T, Theorem, constants, f, f_star, norm_sq, t, x, x_star
from theorems.methods import GradientDescent

L = constants("L")

theorem = Theorem(
    given=[Smooth(L), Convex()],
    method=GradientDescent(step=1 / L),
    claim=[
        Average(f(x[t]) - f_star, (t, 1, T)) <= L * norm_sq(x[0] - x_star) / (2 * T),
        f(Average(x[t], (t, 1, T))) - f_star <= L * norm_sq(x[0] - x_star) / (2 * T),
    ],
)
