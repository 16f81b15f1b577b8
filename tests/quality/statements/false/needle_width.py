"""A network has at most sixteen neurons, or no gradient."""

from theorems.language import Theorem, grad, naturals, norm_sq, points
from theorems.networks import TwoLayer

m, u = naturals("m"), points("u")

theorem = Theorem(given=[TwoLayer(m)], claim=(m - 16) * norm_sq(grad(u)) <= 0)
