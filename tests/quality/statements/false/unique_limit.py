"""Flat minimisers: iterates converge to every minimiser."""

from theorems.hypotheses import PL, Convex, Smooth
from theorems.language import T, Theorem, constants, norm_sq, x, x_star
from theorems.methods import GradientDescent

L, mu = constants("L mu")

theorem = Theorem(
    given=[Smooth(L), PL(mu), Convex()],
    method=GradientDescent(step=1 / L),
    claim=norm_sq(x[T] - x_star) <= (1 - mu / L) ** T * norm_sq(x[0] - x_star),
)
