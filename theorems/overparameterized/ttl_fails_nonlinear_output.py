"""No transition to linearity where the output is not linear: the Hessian of a function of a wide network's output keeps its size.

Width alone does not make a model linear. Behind the sum over many neurons a single nonlinear function is left, which bends along the network's own
gradient, and that keeps its size while the Hessian of the output itself vanishes.
Idea of the proof: the Hessian of phi(F) is phi''(F) grad F grad F^T + phi'(F) times that of F, and the norm of the first term is |phi''(F)| K(z, z).
The bound is attained where phi' vanishes: half the square at an output of 0.

Source: Liu, Zhu & Belkin (2020), re-derived. Lectures: belkin.
"""

from dataclasses import replace

from theorems.deep_networks import Network, output_function
from theorems.language import Abs, Rational, Scales, Theorem, naturals, points
from theorems.networks import output
from theorems.observables import hessian_norm, output_hessian_norm, tangent_kernel
from theorems.settings import RandomNetwork

m, u = naturals("m"), points("u")

y = output(u, 1)
along = Abs(output_function(y, 2)) * tangent_kernel(u, 1, 1)
left = Abs(output_function(y, 1)) * output_hessian_norm(u)

theorem = Theorem(
    given=[Network(m, output="nonlinear")],
    setting=RandomNetwork(u),
    claim=[hessian_norm(u) >= along - left, Scales(hessian_norm(u), m, 0)],
)

mutants = [
    # half the square of one tanh neuron, output weight 0, z = 1, w = 1: 0.58 < 1.16
    ("twice the kernel", replace(theorem, claim=hessian_norm(u) >= 2 * along - left)),
    # half the square of one tanh neuron, z = 1, both weights 1: 0.91 < 1.40
    ("plus in place of minus", replace(theorem, claim=hessian_norm(u) >= along + left)),
    # half the square of one tanh neuron, output weight 0, z = 1, w = 1: 0.58 > 0
    ("width alone makes the model linear", replace(theorem, claim=hessian_norm(u) <= left)),
    # excluded, not refuted: the slopes seen lie around 0
    ("as fast as with a linear output", replace(theorem, claim=Scales(hessian_norm(u), m, -Rational(1, 2)))),
]
