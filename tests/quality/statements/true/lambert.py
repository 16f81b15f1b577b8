"""A step region without closed form."""

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, exp, f, grad, norm_sq, t, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(
    given=[Smooth(L), eta * L * exp(eta * L) <= 1], method=GradientDescent(step=eta), claim=f(x[t + 1]) <= f(x[t]) - eta / 2 * norm_sq(grad(x[t])) * 0
)
