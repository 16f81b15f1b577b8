"""Under interpolation the second moment is at most 2L gap (L of the mean)."""

from theorems.hypotheses import Convex, Interpolation, Smooth
from theorems.language import E, Theorem, constants, f, f_star, norm_sq, stochastic_grad, t, x
from theorems.methods import SGD

L, eta = constants("L eta")

theorem = Theorem(
    given=[Interpolation(), Convex(), Smooth(L)], method=SGD(step=eta), claim=E(norm_sq(stochastic_grad(x[t]))) <= 2 * L * E(f(x[t]) - f_star)
)
