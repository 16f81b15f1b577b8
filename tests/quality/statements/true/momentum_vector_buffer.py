"""Momentum by a buffer equals heavy ball."""

from theorems.language import Eq, Theorem, constants, grad, iterates, norm_sq, t, x
from theorems.methods import Method

eta, beta = constants("eta beta")

m = iterates("m")

theorem = Theorem(
    given=[],
    method=Method(Eq(m[t + 1], beta * m[t] + grad(x[t])), Eq(x[t + 1], x[t] - eta * m[t + 1]), start={m[0]: 0}),
    claim=Eq(norm_sq(x[t + 2] - x[t + 1] + eta * grad(x[t + 1]) - beta * (x[t + 1] - x[t])), 0),
)
