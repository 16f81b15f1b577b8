"""Normalised gradient moves by eta."""

from theorems.language import Eq, Theorem, constants, grad, norm, t, x
from theorems.methods import Method

eta = constants("eta")

theorem = Theorem(given=[], method=Method(Eq(x[t + 1], x[t] - eta * grad(x[t]) / norm(grad(x[t])))), claim=norm(x[t + 1] - x[t]) <= eta)
