"""Transition to linearity: the Hessian of a two-layer network shrinks like one over the root of its width.

The tangent kernel keeps its size while the curvature vanishes, so that a wide network is nearly linear in its parameters on balls of fixed size.
Idea of the proof: the second derivatives couple no two neurons, and each neuron's block has rank two: in the direction of the input and of its
output weight it is the matrix ((a, b), (b, 0)) / sqrt(m) with a = a_r s''(h_r) ||z||^2 and b = s'(h_r) ||z||, whose larger eigenvalue in size is
(|a| + sqrt(a^2 + 4 b^2)) / (2 sqrt(m)), at most (|a| + |b|) / sqrt(m).
The bound is attained where the output weights vanish. The scaling is that of output weights 1 and -1; normal ones add a factor sqrt(log m).

Source: Liu, Zhu & Belkin (2020), re-derived for two layers. Lectures: belkin, simons. Core.
"""

from dataclasses import replace

from theorems.language import Abs, Eq, Rational, Scales, Theorem, Worst, constants, grad, i, naturals, norm_sq, points, sqrt
from theorems.networks import TwoLayer, activation, input_norm_sq, output_weight, preactivation
from theorems.observables import hessian_norm
from theorems.settings import RandomNetwork

m, u = naturals("m"), points("u")
s1, beta, rho = constants("s1 beta rho")

a = output_weight(u, i) * activation(preactivation(u, i), 2) * input_norm_sq(1)
b_sq = activation(preactivation(u, i), 1) ** 2 * input_norm_sq(1)
largest = Worst(Abs(output_weight(u, i)), (i, 1, m))

theorem = Theorem(
    given=[TwoLayer(m, train="both", slope=s1, bend=beta, input_norms=rho)],
    setting=RandomNetwork(u),
    claim=[
        Eq(hessian_norm(u), Worst(Abs(a) + sqrt(a**2 + 4 * b_sq), (i, 1, m)) / (2 * sqrt(m))),
        hessian_norm(u) <= (beta * rho**2 * largest + rho * s1) / sqrt(m),
        Scales(hessian_norm(u), m, -Rational(1, 2)),
        Scales(norm_sq(grad(u)), m, 0),
    ],
)

mutants = [
    # tanh on R, one neuron, z = 1, w = 0, a = 0: 1 is not 1/2
    ("without the factor 4", replace(theorem, claim=Eq(hessian_norm(u), Worst(Abs(a) + sqrt(a**2 + b_sq), (i, 1, m)) / (2 * sqrt(m))))),
    # sin, two neurons, z = 2, w = 0, a = 0: sqrt(2) > 1
    ("1/m in place of 1/sqrt(m)", replace(theorem, claim=hessian_norm(u) <= (beta * rho**2 * largest + rho * s1) / m)),
    # tanh, one neuron, z = 1, w = 1317/2000, a = 2: 1.788 > 1.770
    ("output weights of any size", replace(theorem, claim=hessian_norm(u) <= (beta * rho**2 + rho * s1) / sqrt(m))),
    # tanh, one neuron, z = 1, w = 0, a = 0: 1 > 0
    ("the first layer's Hessian alone", replace(theorem, claim=hessian_norm(u) <= beta * rho**2 * largest / sqrt(m))),
    # excluded, not refuted: the slopes seen lie around -1/2 and around 0
    ("as fast as 1/m", replace(theorem, claim=Scales(hessian_norm(u), m, -1))),
    ("no change with the width", replace(theorem, claim=Scales(hessian_norm(u), m, 0))),
    ("a kernel that grows", replace(theorem, claim=Scales(norm_sq(grad(u)), m, Rational(1, 2)))),
]
