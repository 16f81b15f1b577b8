"""eta^2 coefficient dropped, small step needed: f decreases by eta*||g||^2."""

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, grad, norm_sq, t, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(
    given=[Smooth(L), eta <= 1 / (1000 * L)], method=GradientDescent(step=eta), claim=f(x[t + 1]) <= f(x[t]) - eta * norm_sq(grad(x[t]))
)
