"""Smoothed sign descent decreases f."""

from theorems.hypotheses import Smooth
from theorems.language import Eq, Theorem, constants, f, grad, sqrt, t, x
from theorems.methods import Method

L, eta, eps = constants("L eta eps")

theorem = Theorem(
    given=[Smooth(L), eta <= 1 / L], method=Method(Eq(x[t + 1], x[t] - eta * grad(x[t]) / sqrt(grad(x[t]) ** 2 + eps))), claim=f(x[t + 1]) <= f(x[t])
)
