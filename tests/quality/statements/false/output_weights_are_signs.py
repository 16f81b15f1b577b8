"""The curvature of a two-layer network without its largest output weight, as if all of them were 1 or -1."""

from theorems.language import Theorem, constants, naturals, points, sqrt
from theorems.networks import TwoLayer
from theorems.observables import hessian_norm

m = naturals("m")
beta, rho = constants("beta rho")
u = points("u")

theorem = Theorem(given=[TwoLayer(m, bend=beta, input_norms=rho)], claim=hessian_norm(u) <= beta * rho**2 / sqrt(m))
