"""Lazy training from neurons in pairs that cancel: the tangent kernel moves by one over the square of the scale.

The popular start at which the outputs vanish, every neuron beside one with the same weights and the opposite output weight, is twice as lazy.
Idea of the proof: as in `lazy-scaling`, but to first order the two neurons of a pair move in opposite directions along the way, so that
the first derivatives of their parts of the kernel, which the sign of the output weight leaves alike, cancel.

Source: Chizat, Oyallon & Bach (2019) use such starts; the slope is derived here. Lectures: belkin, simons.
"""

from dataclasses import replace

from theorems.language import Scales
from theorems.overparameterized.lazy_scaling import alpha, kernel_change
from theorems.overparameterized.lazy_scaling import theorem as independent
from theorems.settings import Ladder

theorem = replace(
    independent,
    setting=Ladder(over=alpha, start="antisymmetric", until=independent.setting.until),
    claim=Scales(kernel_change, alpha, -2),
)

mutants = [
    # excluded, not refuted: the slopes seen lie around -2
    ("one over the scale, as from independent weights", replace(theorem, claim=Scales(kernel_change, alpha, -1))),
    ("a change that no scale makes smaller", replace(theorem, claim=Scales(kernel_change, alpha, 0))),
]
