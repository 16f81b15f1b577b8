"""A ReLU network is homogeneous in its first layer: its gradient says what it is.

max(0, h) = h s'(h) for the slope s' of max(0, .), whatever it is at 0; add up over the neurons (Euler).
"""

from theorems.language import Eq, Theorem, f, grad, inner, naturals, points
from theorems.relu_networks import ReLUNetwork

m, u = naturals("m"), points("u")

theorem = Theorem(given=[ReLUNetwork(m)], claim=Eq(inner(grad(u), u), f(u)))
