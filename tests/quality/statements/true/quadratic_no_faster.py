"""On a convex quadratic no direction is faster than the top eigenvector's, for steps up to 1/L.

f - f_star is the sum of lambda (1 - eta lambda)^(2T) e^2/2 over eigenvalues lambda <= L, and 1 - eta lambda >= 1 - eta L >= 0.
"""

from theorems.hypotheses import Quadratic, Smooth
from theorems.language import T, Theorem, constants, f, f_star, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(
    given=[Quadratic(), Smooth(L), eta <= 1 / L],
    method=GradientDescent(step=eta),
    claim=f(x[T]) - f_star >= (1 - eta * L) ** (2 * T) * (f(x[0]) - f_star),
)
