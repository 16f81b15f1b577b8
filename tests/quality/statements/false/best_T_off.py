"""Best over fewer steps."""

from theorems.hypotheses import Smooth
from theorems.language import Best, T, Theorem, constants, f, f_star, grad, norm_sq, t, x
from theorems.methods import GradientDescent

L = constants("L")

theorem = Theorem(
    given=[Smooth(L)], method=GradientDescent(step=1 / L), claim=Best(norm_sq(grad(x[t])), (t, 0, T)) <= 4 * L * (f(x[0]) - f_star) / (3 * T + 3)
)
