"""Momentum of any sign."""

from theorems.language import Eq, Theorem, constants, grad, norm_sq, reals, t, x
from theorems.methods import HeavyBall

eta = constants("eta")
a = reals("a")

theorem = Theorem(
    given=[a**2 < 1], method=HeavyBall(step=eta, momentum=a), claim=Eq(norm_sq(x[t + 1] - x[t] + eta * grad(x[t]) - a * (x[t] - x[t - 1])), 0)
)
