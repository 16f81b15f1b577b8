"""A start within R of every minimiser stays there, for steps up to 2/L, the end included.

Distances to a minimiser do not grow where f is smooth and convex. An equality for L x^2/2 at eta = 2/L.
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import T, Theorem, constants, norm_sq, x, x_star
from theorems.methods import GradientDescent

L, eta, R = constants("L eta R")

theorem = Theorem(
    given=[Smooth(L), Convex(), norm_sq(x[0] - x_star) <= R**2, eta <= 2 / L],
    method=GradientDescent(step=eta),
    claim=norm_sq(x[T] - x_star) <= R**2,
)
