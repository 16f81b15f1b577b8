"""The arc-cosine kernels: what random ReLU neurons make of two inputs depends on the angle between them alone.

The mean tangent kernel of the first layer, and the covariance of the outputs, of a network of any width, thus those of infinitely wide ones.
Idea of the proof: only the part of a normal weight in the plane of the two inputs matters, and its direction there is uniform. Both neurons are
active on an arc of length pi - theta; in polar coordinates the product of their outputs is E r^2 times the integral of sin(s) sin(pi - theta - s)
over that arc. Output weights of mean 0 leave no other terms of the product of two outputs.

Source: Cho & Saul (2009), degrees 0 and 1; Du, Zhai, Poczos & Singh (2019) for the tangent kernel. Lectures: simons, orvieto.
"""

from dataclasses import replace

from theorems.language import E, Eq, Theorem, cos, f, naturals, pi, points, sin, sqrt
from theorems.networks import input_norm_sq, output
from theorems.observables import tangent_kernel
from theorems.relu_networks import ReLUNetwork, angle, input_inner
from theorems.settings import RandomNetwork

m, u = naturals("m"), points("u")

theta = angle(1, 2)
norms = sqrt(input_norm_sq(1) * input_norm_sq(2))

theorem = Theorem(
    given=[ReLUNetwork(m)],
    setting=RandomNetwork(u),
    claim=[
        Eq(E(tangent_kernel(u, 1, 2)), input_inner(1, 2) * (pi - theta) / (2 * pi)),
        Eq(E(f(u) * output(u, 2)), norms * (sin(theta) + (pi - theta) * cos(theta)) / (2 * pi)),
    ],
)

mutants = [
    # z = (1, 0) and (3/5, 4/5): 0.2114... is not 0.4229...
    ("both signs of a neuron", replace(theorem, claim=Eq(E(tangent_kernel(u, 1, 2)), input_inner(1, 2) * (pi - theta) / pi))),
    # the same inputs: 0.3387... is not 0.2114...
    ("the kernel of degree 0 for degree 1", replace(theorem, claim=Eq(E(f(u) * output(u, 2)), input_inner(1, 2) * (pi - theta) / (2 * pi)))),
    # the same inputs: 0.3387... is not 0.15
    ("linear neurons", replace(theorem, claim=Eq(E(f(u) * output(u, 2)), input_inner(1, 2) / 4))),
]
