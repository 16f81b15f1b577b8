"""Euler's identity of degree two, which identity and ReLU neurons with both layers trained have, for every activation."""

from theorems.language import Eq, Theorem, f, grad, inner, naturals, points
from theorems.networks import TwoLayer

m, u = naturals("m"), points("u")

theorem = Theorem(given=[TwoLayer(m, train="both")], claim=Eq(inner(grad(u), u), 2 * f(u)))
