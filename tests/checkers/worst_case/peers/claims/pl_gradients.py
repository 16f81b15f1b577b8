"""Squared gradients along gradient descent under the Polyak-Lojasiewicz inequality: their mean, and the least one."""

from theorems.hypotheses import PL, Smooth
from theorems.language import Average, Best, T, Theorem, constants, f, f_star, grad, norm_sq, t, x
from theorems.methods import GradientDescent

L, mu = constants("L mu")

theorem = Theorem(
    given=[Smooth(L), PL(mu), mu <= L],
    method=GradientDescent(step=1 / L),
    claim=[
        Average(norm_sq(grad(x[t])), (t, 0, T)) <= 2 * L / (T + 1) * (f(x[0]) - f_star),
        Best(norm_sq(grad(x[t])), (t, 0, T)) <= 2 * L * (1 - mu / L) ** T * (f(x[0]) - f_star),
    ],
)
