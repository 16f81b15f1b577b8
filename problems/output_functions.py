"""What follows a network's last layer: phi with its first two derivatives, in any arithmetic."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from problems.activations import SINE, SOFTPLUS, TANH, Activation
from problems.instance import Array


@dataclass(frozen=True)
class OutputFunction:
    """phi : R -> R, elementwise in the arithmetic m; `written` is how a formula writes phi of y."""

    name: str
    written: str
    value: Callable[[Array, Any], Array]
    slope: Callable[[Array, Any], Array]
    bend: Callable[[Array, Any], Array]


def _of(s: Activation, written: str) -> OutputFunction:
    return OutputFunction(s.name, written, s.value, s.slope, s.bend)


IDENTITY = OutputFunction("identity", "y", lambda y, m: y, lambda y, m: y * 0 + 1, lambda y, m: y * 0)
HALF_SQUARE = OutputFunction("half square", "y^2/2", lambda y, m: y * y / 2, lambda y, m: y, lambda y, m: y * 0 + 1)

OUTPUT_FUNCTIONS = (IDENTITY, HALF_SQUARE, _of(TANH, "tanh(y)"), _of(SINE, "sin(y)"), _of(SOFTPLUS, "softplus(y)"))
"""By their numbers."""


def output_function_at(number: Fraction) -> OutputFunction:
    """The output function of that number: 0 identity, 1 half square, 2 tanh, 3 sine, 4 softplus."""
    if number.denominator != 1 or not 0 <= number < len(OUTPUT_FUNCTIONS):
        raise ValueError(f"there is no output function {number}: they are numbered from 0 to {len(OUTPUT_FUNCTIONS) - 1}")
    return OUTPUT_FUNCTIONS[int(number)]
