"""Up to the step 2/(L + mu), the end included, gradient descent contracts by 1 - eta mu.

The factor is max(|1 - eta mu|, |1 - eta L|), and 1 - eta mu >= eta L - 1 exactly up to that step.
"""

from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import T, Theorem, constants, norm, x, x_star
from theorems.methods import GradientDescent

L, mu, eta = constants("L mu eta")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), eta <= 2 / (L + mu)],
    method=GradientDescent(step=eta),
    claim=norm(x[T] - x_star) <= (1 - eta * mu) ** T * norm(x[0] - x_star),
)
