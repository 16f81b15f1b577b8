"""The squared gradient of a two-layer network, neuron by neuron."""

from theorems.language import Eq, Sum, Theorem, grad, i, naturals, norm_sq, points, sqrt
from theorems.networks import TwoLayer, activation, input_norm_sq, output_weight, preactivation

m = naturals("m")
u = points("u")
h = preactivation(u, i)

theorem = Theorem(
    given=[TwoLayer(m, train="both")],
    claim=Eq(norm_sq(grad(u)), Sum(input_norm_sq(1) * (output_weight(u, i) * activation(h, 1)) ** 2 + activation(h) ** 2, (i, 1, m)) / sqrt(m) ** 2),
)
