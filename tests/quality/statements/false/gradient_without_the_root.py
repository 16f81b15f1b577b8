"""The gradient of a squared loss is at most one output's slope times the norm of the residuals: a root of n is missing."""

from theorems.language import Theorem, constants, f, grad, naturals, norm, points, sqrt
from theorems.networks import TwoLayer

m, n = naturals("m n")
rho, s, V = constants("rho s V")
u = points("u")

theorem = Theorem(
    given=[TwoLayer(m, inputs=n, slope=s, input_norms=rho, output_weights=V, loss="squared")],
    claim=norm(grad(u)) <= s * rho * V * sqrt(2 * f(u)),
)
