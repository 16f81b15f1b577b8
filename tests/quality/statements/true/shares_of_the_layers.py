"""The squared gradient of a deep network is the sum of its layers' shares: squared signals times squared features, with the multipliers."""

from theorems.deep_networks import Network, features_norm, signal_norm
from theorems.language import Eq, Theorem, grad, naturals, norm_sq, points
from theorems.networks import input_norm_sq

m, u = naturals("m"), points("u")
first = signal_norm(u, 1) ** 2 * input_norm_sq(1)
second = (signal_norm(u, 2) * features_norm(u, 1)) ** 2 / m
last = features_norm(u, 2) ** 2 / m

theorem = Theorem(given=[Network(m, depth=3)], claim=Eq(norm_sq(grad(u)), first + second + last))
