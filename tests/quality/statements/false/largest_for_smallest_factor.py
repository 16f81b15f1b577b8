"""Gradient descent contracts by the mean of its two squared factors.

False: along the eigenvector of the larger of 1 - eta mu and 1 - eta L; at the step 2/(L + mu) it would be true.
"""

from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import Theorem, constants, norm_sq, t, x, x_star
from theorems.methods import GradientDescent

L, mu, eta = constants("L mu eta")

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), mu < L],
    method=GradientDescent(step=eta),
    claim=norm_sq(x[t + 1] - x_star) <= ((1 - eta * mu) ** 2 + (1 - eta * L) ** 2) / 2 * norm_sq(x[t] - x_star),
)
