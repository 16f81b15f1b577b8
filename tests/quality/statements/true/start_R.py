"""With a bound on the start distance."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import T, Theorem, constants, f, f_star, norm_sq, x, x_star
from theorems.methods import GradientDescent

L, eta, R = constants("L eta R")

theorem = Theorem(
    given=[Smooth(L), Convex(), norm_sq(x[0] - x_star) <= R**2, eta <= 1 / L],
    method=GradientDescent(step=eta),
    claim=f(x[T]) - f_star <= R**2 / (2 * eta * T),
)
