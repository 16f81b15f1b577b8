"""Standard parametrisation: with one learning rate at every width, a step of gradient descent changes the output by more the wider the network is.

A learning rate that is tuned at one width is too large at larger ones: the step has to shrink like one over the width.
Idea of the proof: as in `mup-scaling`, without multipliers: the tangent kernel sum_r (s(h_r)^2 + a_r^2 s'(h_r)^2 ||z||^2) grows like the width,
since the first part has m terms of size 1; h_r changes by -eta r a_r s'(h_r) ||z||^2 with a_r of size 1/sqrt(m).

Source: Yang & Hu (2021), re-derived for two layers. Lectures: orvieto.
"""

from dataclasses import replace

from theorems.language import Rational, Scales, Theorem
from theorems.methods import GradientDescent
from theorems.networks import TwoLayer
from theorems.overparameterized.mup_scaling import error, eta, feature_change, m, output_change
from theorems.settings import Ladder

theorem = Theorem(
    given=[TwoLayer(m, train="both", inputs=1, loss="squared", parametrisation="standard")],
    method=GradientDescent(step=eta),
    setting=Ladder(over=m),
    claim=[Scales(output_change / error, m, 1), Scales(feature_change / error, m, -Rational(1, 2))],
)

mutants = [
    # excluded, not refuted: the slope seen lies around 1
    ("a learning rate that serves all widths", replace(theorem, claim=Scales(output_change / error, m, 0))),
    ("a learning rate that transfers up to a root", replace(theorem, claim=Scales(output_change / error, m, Rational(1, 2)))),
]
