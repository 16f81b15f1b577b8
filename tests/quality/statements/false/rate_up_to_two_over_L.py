"""The rate 1/(2T) holds for all steps between 1/L and 2/L.

False near the end: at 2/L the parabola L x^2/2 keeps its gap; T steps of length h/L leave (h - 1)^(2T) of it.
"""

from theorems.hypotheses import Convex, Smooth
from theorems.language import T, Theorem, constants, f, f_star, norm_sq, x, x_star
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(
    given=[Smooth(L), Convex(), eta >= 1 / L, eta <= 2 / L],
    method=GradientDescent(step=eta),
    claim=f(x[T]) - f_star <= L * norm_sq(x[0] - x_star) / (2 * T),
)
