"""Under interpolation SGD distances shrink almost surely for eta <= 1/L (L of the mean)."""

from theorems.hypotheses import Convex, Interpolation, Smooth
from theorems.language import Theorem, constants, norm_sq, t, x, x_star
from theorems.methods import SGD

L, eta = constants("L eta")

theorem = Theorem(
    given=[Interpolation(), Convex(), Smooth(L), eta <= 1 / L], method=SGD(step=eta), claim=norm_sq(x[t + 1] - x_star) <= norm_sq(x[t] - x_star)
)
