"""No transition to linearity through a bottleneck: where a hidden layer stays narrow, the Hessian of a wide network keeps its size.

What comes after the bottleneck is a nonlinear function of a few numbers, however wide the layers around them are.
Idea of the proof: let b be what the narrow layer takes. The output weights' gradient c y depends on the weights before the bottleneck through b
alone, so that the Hessian has the block Db^T (c dy/db) between those weights and the output weights; its norm is at least the least singular value
of Db times the norm of c dy/db, and no block is larger than the matrix.
The bound is attained where the output weights and b vanish.

Source: Liu, Zhu & Belkin (2020), re-derived; the bound is ours. Lectures: belkin.
"""

from dataclasses import replace

from theorems.deep_networks import Network, bottleneck_slope, feature_slope
from theorems.language import Rational, Scales, Theorem, naturals, points
from theorems.observables import hessian_norm
from theorems.settings import RandomNetwork

(m, q), u = naturals("m q"), points("u")

theorem = Theorem(
    given=[Network(m, bottleneck=q)],
    setting=RandomNetwork(u),
    claim=[
        hessian_norm(u) >= bottleneck_slope(u) * feature_slope(u),
        Scales(hessian_norm(u), m, 0),
        Scales(bottleneck_slope(u) * feature_slope(u), m, 0),
    ],
)

mutants = [
    # sine, widths 2, 1, 2, z = 1, weights 1 but for those into the bottleneck and of the output, which are 0: the norm is the bound, 0.84
    ("twice the bound", replace(theorem, claim=hessian_norm(u) >= 2 * bottleneck_slope(u) * feature_slope(u))),
    # sine, widths 2, 1, 2, z = 1, all weights 1: 1.00 > 0.11
    ("a Hessian that vanishes with the width", replace(theorem, claim=hessian_norm(u) <= bottleneck_slope(u) * feature_slope(u) / m)),
    # excluded, not refuted: the slopes seen lie around 0
    ("as fast as without a bottleneck", replace(theorem, claim=Scales(hessian_norm(u), m, -Rational(1, 2)))),
]
