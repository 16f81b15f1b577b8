"""Up to the step 2/L gradient descent contracts by 1 - eta mu in modulus.

False beyond 2/(L + mu): at 2/L the top eigenvector keeps its length, and |1 - 2 mu/L| < 1.
"""

from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import Abs, T, Theorem, constants, norm, x, x_star
from theorems.methods import GradientDescent

L, mu, eta = constants("L mu eta")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), mu < L, eta <= 2 / L],
    method=GradientDescent(step=eta),
    claim=norm(x[T] - x_star) <= Abs(1 - eta * mu) ** T * norm(x[0] - x_star),
)
