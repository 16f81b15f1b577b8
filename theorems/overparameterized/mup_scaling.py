"""Maximal update parametrisation: one step of gradient descent changes the output and the features of a network by as much at every width.

With the weights' multipliers and initial variances as they are usually chosen, one learning rate serves one width; in the maximal update
parametrisation it serves them all, and the hidden features move, unlike in the neural tangent parametrisation.
Idea of the proof: with one sample the output changes by -eta K r to first order, r the error at the start and K = ||grad F||^2 the tangent kernel,
a sum over neurons c_2^2 (s(h)^2 + c_1^2 a^2 s'(h)^2 ||z||^2); h changes by -eta r c_1^2 c_2 a s'(h) ||z||^2. Insert the multipliers (c_1, c_2) =
(sqrt m, 1/sqrt m) and weights of variance 1/m. Changes are told as shares of the error |r|, which is drawn with the weights.

Source: Yang & Hu (2021), re-derived for two layers; one learning rate for both layers. Lectures: orvieto.
"""

from dataclasses import replace

from theorems.language import Abs, Rational, Scales, Sum, Theorem, constants, i, naturals, sqrt, x
from theorems.methods import GradientDescent
from theorems.networks import TwoLayer, activation, output, preactivation, target
from theorems.settings import Ladder

m, eta = naturals("m"), constants("eta")

error = Abs(output(x[0], 1) - target(1))
output_change = Abs(output(x[1], 1) - output(x[0], 1))
moved = activation(preactivation(x[1], i)) - activation(preactivation(x[0], i))
feature_change = sqrt(Sum(moved**2, (i, 1, m)) / m)

theorem = Theorem(
    given=[TwoLayer(m, train="both", inputs=1, loss="squared", parametrisation="mup")],
    method=GradientDescent(step=eta),
    setting=Ladder(over=m),
    claim=[Scales(output_change / error, m, 0), Scales(feature_change / error, m, 0)],
)

mutants = [
    # excluded, not refuted: the slopes seen lie around 0
    ("an output that grows with the width", replace(theorem, claim=Scales(output_change / error, m, 1))),
    ("features that stand still at large widths", replace(theorem, claim=Scales(feature_change / error, m, -Rational(1, 2)))),
]
