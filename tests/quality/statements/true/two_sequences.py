"""Nesterov written by hand with two sequences and constant momentum decreases the potential at t = 1 like GD."""

from theorems.hypotheses import Smooth
from theorems.language import Eq, Theorem, constants, f, grad, iterates, norm_sq, t, x
from theorems.methods import Method

L, beta = constants("L beta")

y = iterates("y")

theorem = Theorem(
    given=[Smooth(L)],
    method=Method(Eq(x[t + 1], y[t] - grad(y[t]) / L), Eq(y[t + 1], x[t + 1] + beta * (x[t + 1] - x[t])), start={y[0]: x[0]}),
    claim=f(x[t + 1]) <= f(y[t]) - norm_sq(grad(y[t])) / (2 * L),
)
