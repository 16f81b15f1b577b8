"""The squared output and the tangent kernel of a random ReLU network go together through single neurons only.

E K f^2 is a sum over pairs of neurons: one neuron has a^4 1{h > 0} max(0, h)^2 with the mean ||z||^2/2, two have ||z||^2/4.
"""

from theorems.language import E, Eq, Theorem, f, grad, naturals, norm_sq, points
from theorems.networks import input_norm_sq
from theorems.relu_networks import ReLUNetwork
from theorems.settings import RandomNetwork

m, u = naturals("m"), points("u")
mean = input_norm_sq(1) ** 2 * (1 + 1 / m) / 4

theorem = Theorem(given=[ReLUNetwork(m)], setting=RandomNetwork(u), claim=Eq(E(norm_sq(grad(u)) * f(u) ** 2), mean))
