"""With signs for output weights the kurtosis of a random ReLU network is 3 + 3/m: E X^4 = 3/2 |z|^4 of one neuron, E X^2 = |z|^2/2."""

from theorems.language import E, Eq, Rational, Theorem, f, naturals, points
from theorems.networks import input_norm_sq
from theorems.relu_networks import ReLUNetwork
from theorems.settings import RandomNetwork

m, u = naturals("m"), points("u")

theorem = Theorem(given=[ReLUNetwork(m)], setting=RandomNetwork(u), claim=Eq(E(f(u) ** 4), Rational(3, 4) * (1 + 1 / m) * input_norm_sq(1) ** 2))
