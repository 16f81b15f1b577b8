"""With a bound on the start gap."""

from theorems.hypotheses import Smooth
from theorems.language import Best, T, Theorem, constants, f, f_star, grad, norm_sq, t, x
from theorems.methods import GradientDescent

L, Delta = constants("L Delta")

theorem = Theorem(
    given=[Smooth(L), f(x[0]) - f_star <= Delta],
    method=GradientDescent(step=1 / L),
    claim=Best(norm_sq(grad(x[t])), (t, 0, T - 1)) <= 2 * L * Delta / T,
)
