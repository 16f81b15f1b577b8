"""Lazy training from neurons in pairs that cancel: the tangent kernel moves by one over the square of the scale.

The popular start at which the outputs vanish, every neuron beside one with the same weights and the opposite output weight, is twice as lazy.
Idea of the proof: as in `lazy-scaling`, but to first order the two neurons of a pair move in opposite directions along the way, so that
the first derivatives of their parts of the kernel, which the sign of the output weight leaves alike, cancel.

Source: Chizat, Oyallon & Bach (2019) use such starts; the slope is derived here. Lectures: belkin, simons.
"""

from dataclasses import replace

from theorems.language import Rational, Scales, Sum, T, Theorem, constants, f, i, j, naturals, sqrt, t, x
from theorems.methods import GradientDescent
from theorems.networks import TwoLayer
from theorems.observables import tangent_kernel
from theorems.settings import Ladder

m, n, alpha = naturals("m n alpha")
s1, rho, eta = constants("s1 rho eta")

moved = (tangent_kernel(x[T], i, j) - tangent_kernel(x[0], i, j)) ** 2
size = tangent_kernel(x[0], i, j) ** 2
kernel_change = sqrt(Sum(moved, (i, 1, n), (j, 1, n)) / Sum(size, (i, 1, n), (j, 1, n)))

theorem = Theorem(
    given=[
        TwoLayer(m, train="first", inputs=n, loss="squared", slope=s1, input_norms=rho, output_weights=1),
        2 * alpha**2 * f(x[0]) <= 1,
        2 * alpha**2 * f(x[0]) >= Rational(1, 2),
        eta <= 1 / (n * (rho * s1) ** 2),
    ],
    method=GradientDescent(step=eta),
    setting=Ladder(over=alpha, start="antisymmetric", until=f(x[t]) <= f(x[0]) / 10**6),
    claim=Scales(kernel_change, alpha, -2),
)

mutants = [
    # excluded, not refuted: the slopes seen lie around -2
    ("one over the scale, as from independent weights", replace(theorem, claim=Scales(kernel_change, alpha, -1))),
    ("a change that no scale makes smaller", replace(theorem, claim=Scales(kernel_change, alpha, 0))),
]
