"""Gradient descent with the step 2/(L + mu) on a smooth and strongly convex function: distance, value and gradient contract alike.

Source: Polyak (1987); Taylor, Hendrickx & Glineur (2018) for values and gradients.
"""

from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import T, Theorem, constants, f, f_star, grad, norm_sq, x, x_star
from theorems.methods import GradientDescent

L, mu = constants("L mu")

left = ((L - mu) / (L + mu)) ** (2 * T)

theorem = Theorem(
    given=[Smooth(L), StronglyConvex(mu), mu < L],
    method=GradientDescent(step=2 / (L + mu)),
    claim=[
        norm_sq(x[T] - x_star) <= left * norm_sq(x[0] - x_star),
        f(x[T]) - f_star <= left * (f(x[0]) - f_star),
        norm_sq(grad(x[T])) <= left * norm_sq(grad(x[0])),
    ],
)
