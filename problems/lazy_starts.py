"""Starts of squared losses at a distance 1/alpha from their targets: scale ladders, on which a network is trained ever more lazily.

With targets F(u_0) + y/alpha the loss 1/2 ||F(u) - F(u_0) - y/alpha||^2 is 1/(2 alpha^2) ||alpha (F(u) - F(u_0)) - y||^2, that of a network whose
centred outputs are scaled by alpha. The outputs at the start are rounded, so that ||y|| is 1 up to CLOSE and not above.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from problems import network_facts as shared
from problems.exact.linear import Vector
from problems.float64 import Float64
from problems.instance import Draw, Instance, stacked
from problems.loss_facts import LADDER_TARGETS
from problems.two_layer_networks import FIRST_LAYER

WIDTH, GRAIN, CLOSE = 64, 2**50, Fraction(1, 2**20)
"""Neurons of the networks, the fineness of their targets, and by how much ||y|| may fall short of 1."""

ONE = Fraction(1)


def lazily(build: Callable[..., Instance], pairs: bool) -> Draw:
    """What draws, for a scale alpha, a tanh network on two inputs of norm 1 with standard normal first-layer weights and random signs for output
    weights, or in pairs of neurons whose outputs cancel, and its targets at the distance 1/alpha."""

    def draw(alpha: int, stream: Any) -> tuple[Instance, Vector]:
        inputs, tanh = shared.LADDER_INPUTS, shared.number_of("tanh")
        d = len(inputs[0])
        signs = tuple((-ONE) ** r for r in range(WIDTH)) if pairs else shared.random_signs(WIDTH, stream)
        plain = shared.normal_weights(WIDTH * d, stream)
        start = tuple(plain[(r - r % 2 if pairs else r) * d + j] for r in range(WIDTH) for j in range(d))
        away = tuple(e * (1 - CLOSE) / alpha for e in LADDER_TARGETS)
        begun = _outputs(build(tanh, inputs, signs, targets=LADDER_TARGETS), start)
        return build(tanh, inputs, signs, targets=shared.added(begun, away)), start

    return draw


def _outputs(instance: Instance, start: Vector) -> Vector:
    """F(u_0), rounded to multiples of 1/GRAIN."""
    m = Float64()
    with m.scope():
        found = FIRST_LAYER.outputs(stacked([instance], m), m.array(start, (1, 1, len(start))), m)
        return tuple(Fraction(round(float(e) * GRAIN), GRAIN) for e in m.floats(found).reshape(-1))
