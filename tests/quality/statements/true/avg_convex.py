"""Subgradient-type bound for the averaged iterate."""

from theorems.hypotheses import Convex, Lipschitz
from theorems.language import Average, T, Theorem, constants, f, f_star, norm_sq, t, x, x_star
from theorems.methods import GradientDescent

eta, G = constants("eta G")

theorem = Theorem(
    given=[Convex(), Lipschitz(G)],
    method=GradientDescent(step=eta),
    claim=f(Average(x[t], (t, 0, T - 1))) - f_star <= norm_sq(x[0] - x_star) / (2 * eta * T) + eta * G**2 / 2,
)
