"""Transition to linearity with a trained first layer: the spectral norm of the Hessian is that of its worst neuron over the root of the width.

Idea of the proof: the second derivatives couple no two neurons; the block of neuron r is a_r s''(h_r) z z^T / sqrt(m), of rank one.
The bound is attained where the neuron with the largest output weight bends most.

Source: Liu, Zhu & Belkin (2020), re-derived for two layers. Lectures: belkin, simons. Core.
"""

from dataclasses import replace

from theorems.language import Abs, Eq, Rational, Scales, Theorem, Worst, constants, grad, i, naturals, norm_sq, points, sqrt
from theorems.networks import TwoLayer, activation, input_norm_sq, output_weight, preactivation
from theorems.observables import hessian_norm
from theorems.settings import RandomNetwork

m, u = naturals("m"), points("u")
V, beta, rho = constants("V beta rho")

bend = Abs(output_weight(u, i) * activation(preactivation(u, i), 2))

theorem = Theorem(
    given=[TwoLayer(m, train="first", bend=beta, input_norms=rho, output_weights=V)],
    setting=RandomNetwork(u),
    claim=[
        Eq(hessian_norm(u), input_norm_sq(1) * Worst(bend, (i, 1, m)) / sqrt(m)),
        hessian_norm(u) <= beta * rho**2 * V / sqrt(m),
        Scales(hessian_norm(u), m, -Rational(1, 2)),
        Scales(norm_sq(grad(u)), m, 0),
    ],
)

mutants = [
    # sin, four neurons, z = 1, all preactivations 11/7: 0.49... is not 0.24...
    ("1/m in place of 1/sqrt(m)", replace(theorem, claim=Eq(hessian_norm(u), input_norm_sq(1) * Worst(bend, (i, 1, m)) / m))),
    # log cosh, one neuron, z = 1, w = 0: 1 > 1/2
    ("half the bound", replace(theorem, claim=hessian_norm(u) <= beta * rho**2 * V / (2 * sqrt(m)))),
    # sin, one neuron, z = 2, w = 11/14: 3.99... > 2
    ("the norm of the input without its square", replace(theorem, claim=hessian_norm(u) <= beta * rho * V / sqrt(m))),
    # tanh, two neurons, a = (2, -1/2), z = 1, preactivations 0.6585: 1.08... > 0.54...
    ("output weights of size 1", replace(theorem, claim=hessian_norm(u) <= beta * rho**2 / sqrt(m))),
]
