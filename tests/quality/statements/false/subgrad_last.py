"""Last iterate of GD with long steps on Lipschitz convex."""

from theorems.hypotheses import Convex, Lipschitz
from theorems.language import T, Theorem, constants, f, f_star, norm_sq, x, x_star
from theorems.methods import GradientDescent

eta, G = constants("eta G")

theorem = Theorem(
    given=[Convex(), Lipschitz(G)],
    method=GradientDescent(step=eta),
    claim=f(x[T]) - f_star <= norm_sq(x[0] - x_star) / (2 * eta * (T + 1)) + eta * G**2 / 2,
)
