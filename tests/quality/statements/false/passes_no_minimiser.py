"""A step of any length between 1/L and 2/L passes no minimiser.

False: L x^2/2 is passed by every step longer than 1/L.
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import Theorem, constants, inner, t, x, x_star
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(
    given=[Smooth(L), Convex(), eta >= 1 / L, eta <= 2 / L],
    method=GradientDescent(step=eta),
    claim=inner(x[t + 1] - x_star, x[t] - x_star) >= 0,
)
