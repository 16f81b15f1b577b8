"""The features of the first layer are at most the slope times its weights and the input: softplus is not 0 at 0."""

from theorems.deep_networks import Network, features_norm, layer_norm
from theorems.language import Theorem, constants, naturals, points

m, u = naturals("m"), points("u")
s1, rho = constants("s1 rho")

theorem = Theorem(given=[Network(m, slope=s1, input_norms=rho)], claim=features_norm(u, 1) <= s1 * rho * layer_norm(u, 1))
