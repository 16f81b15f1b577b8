"""Neural tangent parametrisation: one step of gradient descent changes the output at every width, and the features less and less.

Wide networks in this parametrisation learn without moving their features: the lazy regime, which `mup-scaling` leaves.
Idea of the proof: as in `mup-scaling`, with the multipliers (1, 1/sqrt m) and weights of variance 1: the tangent kernel
(1/m) sum_r (s(h_r)^2 + a_r^2 s'(h_r)^2 ||z||^2) has a limit, and h_r changes by -eta r a_r s'(h_r) ||z||^2 / sqrt(m).

Source: Jacot, Gabriel & Hongler (2018); Yang & Hu (2021), re-derived for two layers. Lectures: orvieto, simons.
"""

from dataclasses import replace

from theorems.language import Rational, Scales, Theorem
from theorems.methods import GradientDescent
from theorems.networks import TwoLayer
from theorems.overparameterized.mup_scaling import error, eta, feature_change, m, output_change
from theorems.settings import Ladder

theorem = Theorem(
    given=[TwoLayer(m, train="both", inputs=1, loss="squared", parametrisation="ntk")],
    method=GradientDescent(step=eta),
    setting=Ladder(over=m),
    claim=[Scales(output_change / error, m, 0), Scales(feature_change / error, m, -Rational(1, 2))],
)

mutants = [
    # excluded, not refuted: the slopes seen lie around -1/2 and around 0
    ("features that move at every width", replace(theorem, claim=Scales(feature_change / error, m, 0))),
    ("an output that stands still at large widths", replace(theorem, claim=Scales(output_change / error, m, -Rational(1, 2)))),
]
