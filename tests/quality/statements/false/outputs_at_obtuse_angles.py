"""The outputs of a random ReLU network at two inputs are correlated as at a right angle at least: at opposite inputs they are not at all."""

from theorems.language import E, Theorem, f, naturals, pi, points, sqrt
from theorems.networks import input_norm_sq, output
from theorems.relu_networks import ReLUNetwork
from theorems.settings import RandomNetwork

m, u = naturals("m"), points("u")
norms = sqrt(input_norm_sq(1) * input_norm_sq(2))

theorem = Theorem(given=[ReLUNetwork(m)], setting=RandomNetwork(u), claim=E(f(u) * output(u, 2)) >= norms / (2 * pi))
