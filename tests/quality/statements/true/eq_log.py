"""A constant given by a logarithm."""

from theorems.hypotheses import Smooth
from theorems.language import Eq, Theorem, constants, f, grad, log, norm_sq, t, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(
    given=[Smooth(L), Eq(eta, log(2) / L)],
    method=GradientDescent(step=eta),
    claim=f(x[t + 1]) <= f(x[t]) - eta * (1 - log(2) / 2) * norm_sq(grad(x[t])),
)
