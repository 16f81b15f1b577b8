"""The quadratic upper model and the midpoints of a wide network, and what its Hessian allows: each with the bend of its worst neuron.

The Hessian falls into blocks m^(-1/2) a_r s''(h_r) z z^T, of norm beta rho^2 V/sqrt(m) at most; |f((u+v)/2) - (f(u)+f(v))/2| <= L/8 ||v-u||^2.
"""

from theorems.language import Abs, Theorem, constants, f, grad, inner, naturals, norm_sq, points, sqrt
from theorems.networks import TwoLayer
from theorems.observables import hessian_min, hessian_norm

m, (u, v) = naturals("m"), points("u v")
beta, rho, V = constants("beta rho V")
L = beta * rho**2 * V / sqrt(m)

theorem = Theorem(
    given=[TwoLayer(m, bend=beta, input_norms=rho, output_weights=V)],
    claim=[
        f(v) <= f(u) + inner(grad(u), v - u) + L * norm_sq(v - u) / 2,
        Abs(f((u + v) / 2) - (f(u) + f(v)) / 2) <= L * norm_sq(v - u) / 8,
        hessian_min(u) >= -hessian_norm(u),
    ],
)
