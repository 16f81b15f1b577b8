"""A wide network is not flatter than a narrow one: the slopes of its neurons add up."""

from theorems.language import Abs, Theorem, constants, f, naturals, norm, points, sqrt
from theorems.networks import TwoLayer

rho, s, V = constants("rho s V")
m = naturals("m")
u, v = points("u v")

theorem = Theorem(
    given=[TwoLayer(m, slope=s, input_norms=rho, output_weights=V)],
    claim=Abs(f(u) - f(v)) <= s * rho * V * norm(u - v) / sqrt(m),
)
