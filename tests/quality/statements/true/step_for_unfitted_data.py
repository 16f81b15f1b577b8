"""The step that decreases the loss of a network counts the residuals at the start.

The Hessian at u is at most n s1^2 rho^2 V^2 + beta rho^2 V sqrt(2 n f(u)/m), and along a step f does not rise above where it begins.
"""

from theorems.language import Theorem, constants, f, grad, naturals, norm_sq, sqrt, t, x
from theorems.methods import GradientDescent
from theorems.networks import TwoLayer

m, n = naturals("m n")
s1, beta, rho, V, eta = constants("s1 beta rho V eta")

theorem = Theorem(
    given=[
        TwoLayer(m, inputs=n, slope=s1, bend=beta, input_norms=rho, output_weights=V, loss="squared"),
        eta * (n * s1**2 * rho**2 * V**2 + beta * rho**2 * V * sqrt(2 * n * f(x[0]) / m)) <= 1,
    ],
    method=GradientDescent(step=eta),
    claim=f(x[t + 1]) <= f(x[t]) - eta / 2 * norm_sq(grad(x[t])),
)
