"""A network with both layers trained bends downwards, or not at all, in some direction; and its gradient sees its output.

Each neuron's block ((a, b), (b, 0))/sqrt(m) has the determinant -b^2/m. f is linear in a: <grad f, u> = f + m^(-1/2) sum a s'(h) h, and
f^2 = (sum a s)^2/m <= sum a^2 sum s^2/m.
"""

from theorems.language import Eq, Sum, Theorem, f, grad, i, inner, naturals, norm_sq, points, sqrt
from theorems.networks import TwoLayer, activation, output_weight, preactivation
from theorems.observables import hessian_min

m, u = naturals("m"), points("u")
a, h = output_weight(u, i), preactivation(u, i)

theorem = Theorem(
    given=[TwoLayer(m, train="both")],
    claim=[
        hessian_min(u) <= 0,
        Eq(inner(grad(u), u), f(u) + Sum(a * activation(h, 1) * h, (i, 1, m)) / sqrt(m)),
        norm_sq(grad(u)) * Sum(a**2, (i, 1, m)) >= f(u) ** 2,
    ],
)
