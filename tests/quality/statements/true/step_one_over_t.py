"""Steps 1/(L(t+1)) decrease f."""

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, grad, norm_sq, t, x
from theorems.methods import GradientDescent

L = constants("L")

theorem = Theorem(
    given=[Smooth(L)], method=GradientDescent(step=1 / (L * (t + 1))), claim=f(x[t + 1]) <= f(x[t]) - norm_sq(grad(x[t])) / (2 * L * (t + 1))
)
