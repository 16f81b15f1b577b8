"""Smoothed sign descent moves each coordinate by at most eta."""

from theorems.language import Eq, Theorem, constants, d, grad, norm_sq, sqrt, t, x
from theorems.methods import Method

eta, eps = constants("eta eps")

theorem = Theorem(
    given=[], method=Method(Eq(x[t + 1], x[t] - eta * grad(x[t]) / sqrt(grad(x[t]) ** 2 + eps))), claim=norm_sq(x[t + 1] - x[t]) <= d * eta**2
)
