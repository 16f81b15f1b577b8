"""The quadratic upper model of a wide network with 49/100 for 1/2: log cosh comes as close to h^2/2 as one likes."""

from theorems.language import Rational, Theorem, constants, f, grad, inner, naturals, norm_sq, points, sqrt
from theorems.networks import TwoLayer

m, (u, v) = naturals("m"), points("u v")
beta, rho, V = constants("beta rho V")

theorem = Theorem(
    given=[TwoLayer(m, bend=beta, input_norms=rho, output_weights=V)],
    claim=f(v) <= f(u) + inner(grad(u), v - u) + Rational(49, 100) * beta * rho**2 * V / sqrt(m) * norm_sq(v - u),
)
