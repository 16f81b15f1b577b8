"""Polyak's step decreases distances."""

from theorems.hypotheses import Convex
from theorems.language import Eq, Theorem, f, f_star, grad, norm_sq, t, x, x_star
from theorems.methods import Method

theorem = Theorem(
    given=[Convex()],
    method=Method(Eq(x[t + 1], x[t] - (f(x[t]) - f_star) / norm_sq(grad(x[t])) * grad(x[t]))),
    claim=norm_sq(x[t + 1] - x_star) <= norm_sq(x[t] - x_star) - (f(x[t]) - f_star) ** 2 / norm_sq(grad(x[t])),
)
