"""The affine layers of feedforward networks with the activations that follow them: which numbers are trained or fixed, and where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Any

from problems.activations import LOG_COSH, SINE, SOFTPLUS, TANH, Activation
from problems.exact.linear import Matrix, Vector
from problems.instance import Array, Enclosure, exactly
from problems.noise import root_above, root_below

ZERO, ONE = Fraction(0), Fraction(1)


def _sigmoid(z: Array, m: Any) -> Array:
    """1/(1 + exp(-z)), without overflow."""
    return m.exp(-m.softplus(-z))


def _sigmoid_slope(z: Array, m: Any) -> Array:
    """s (1 - s)."""
    return _sigmoid(z, m) * _sigmoid(-z, m)


IDENTITY = Activation(
    name="identity",
    value=lambda z, m: z,
    slope=lambda z, m: z * 0 + 1,
    bend=lambda z, m: z * 0,
    largest=None,
    steepest=exactly(ONE),
    bent=exactly(ZERO),
)

SIGMOID = Activation(
    name="sigmoid",
    value=_sigmoid,
    slope=_sigmoid_slope,
    bend=lambda z, m: _sigmoid_slope(z, m) * (_sigmoid(-z, m) - _sigmoid(z, m)),
    largest=exactly(ONE),
    steepest=exactly(Fraction(1, 4)),
    bent=Enclosure(root_below(Fraction(1, 108)), root_above(Fraction(1, 108))),
)
"""|s''| = s (1 - s) |1 - 2 s| is largest where s = (3 +- sqrt 3)/6: there it is 1/(6 sqrt 3), whose square is 1/108."""

KNOWN = (IDENTITY, TANH, SIGMOID, SOFTPLUS, SINE, LOG_COSH)
"""Activations by their numbers."""


@dataclass(frozen=True)
class Layer:
    """z = W a + c and its activation; of W (outputs x inputs, row by row) and c each is trained or fixed, the trained ones before or after others."""

    inputs: int
    outputs: int
    has_bias: bool
    weights_trained: bool
    bias_trained: bool
    activation: Activation

    @property
    def trained(self) -> int:
        """How many variables there are."""
        return (self.inputs * self.outputs if self.weights_trained else 0) + (self.outputs if self.bias_trained else 0)

    @property
    def fixed(self) -> int:
        """How many fixed numbers there are."""
        return self.inputs * self.outputs + (self.outputs if self.has_bias else 0) - self.trained

    def numbers(self, fixed: Vector, at: int) -> tuple[Matrix, Vector, int]:
        """W and c (zeros without a bias) of a layer that is fixed, whose numbers begin at a position; and where the next layer's begin."""
        size = self.inputs * self.outputs
        flat = fixed[at : at + size]
        bias = fixed[at + size : at + size + self.outputs] if self.has_bias else (ZERO,) * self.outputs
        return tuple(flat[r * self.inputs : (r + 1) * self.inputs] for r in range(self.outputs)), bias, at + self.fixed

    def weights(self, fixed: Array, x: Array, own: int, at: int) -> tuple[Array, Array | None, int, int]:
        """W : (I, M or 1, outputs, inputs) and c : (I, M or 1, outputs) from the variables x from `own` on and the fixed numbers from `at` on."""
        matrix, own, at = _taken(fixed, x, own, at, self.inputs * self.outputs, self.weights_trained)
        matrix = matrix.reshape((*matrix.shape[:2], self.outputs, self.inputs))
        if not self.has_bias:
            return matrix, None, own, at
        bias, own, at = _taken(fixed, x, own, at, self.outputs, self.bias_trained)
        return matrix, bias, own, at


def _taken(fixed: Array, x: Array, own: int, at: int, size: int, trained: bool) -> tuple[Array, int, int]:
    if trained:
        return x[:, :, own : own + size], own + size, at
    return fixed[:, None, at : at + size], own, at + size


@lru_cache(maxsize=256)
def layers(shapes: Matrix) -> tuple[Layer, ...]:
    """Layers from rows (inputs, outputs, bias, weights trained, bias trained, activation); ValueError where they do not fit together."""
    found = tuple(_layer(row) for row in shapes)
    if any(one.outputs != after.inputs for one, after in pairwise(found)):
        raise ValueError("each layer takes as many numbers as the one before it gives")
    if not any(one.trained for one in found):
        raise ValueError("no weight of the network is trained")
    return found


def _layer(row: Sequence[Fraction]) -> Layer:
    inputs, outputs, bias, weights, trained, activation = map(int, row)
    return Layer(inputs, outputs, bool(bias), bool(weights), bool(trained and bias), KNOWN[activation])
