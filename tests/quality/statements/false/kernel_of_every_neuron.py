"""The mean tangent kernel of a random ReLU network counts every neuron: half of them do nothing."""

from theorems.language import E, Eq, Theorem, grad, naturals, norm_sq, points
from theorems.networks import input_norm_sq
from theorems.relu_networks import ReLUNetwork
from theorems.settings import RandomNetwork

m, u = naturals("m"), points("u")

theorem = Theorem(given=[ReLUNetwork(m)], setting=RandomNetwork(u), claim=Eq(E(norm_sq(grad(u))), input_norm_sq(1)))
