"""Activations of neural networks: s and its first two derivatives in any arithmetic, and certified bounds of them over the whole line.

For tanh, s'' = -2 s (1 - s^2) is largest where s^2 = 1/3: |s''| <= 4/(3 sqrt 3), whose square is 16/27. Softplus is log(1 + exp(z)).
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from problems.exact.arithmetic import Undecided
from problems.instance import Array, Enclosure, exactly
from problems.noise import root_above, root_below


class NoBend(Undecided):
    """A second derivative was asked for where there is none."""


@dataclass(frozen=True)
class Activation:
    """s : R -> R, elementwise in the arithmetic m, with the suprema of |s|, |s'| and |s''| over R.

    None where s is unbounded, or where there is no second derivative.
    """

    name: str
    value: Callable[[Array, Any], Array]
    slope: Callable[[Array, Any], Array]
    bend: Callable[[Array, Any], Array]
    largest: Enclosure | None
    steepest: Enclosure
    bent: Enclosure | None

    @property
    def most_bent(self) -> Enclosure:
        """The supremum of |s''|; NoBend where there is no second derivative."""
        if self.bent is None:
            raise NoBend(f"{self.name} has no second derivative at its kink")
        return self.bent


def _tanh_slope(z: Array, m: Any) -> Array:
    """1 - tanh(z)^2."""
    s = m.tanh(z)
    return 1 - s * s


def _tanh_bend(z: Array, m: Any) -> Array:
    """-2 tanh(z) (1 - tanh(z)^2)."""
    s = m.tanh(z)
    return -2 * s * (1 - s * s)


def _sigmoid(z: Array, m: Any) -> Array:
    """1/(1 + exp(-z)), without overflow."""
    return m.exp(-m.softplus(-z))


ONE, QUARTER, MOST_BENT_TANH_SQ = Fraction(1), Fraction(1, 4), Fraction(16, 27)

TANH = Activation(
    name="tanh",
    value=lambda z, m: m.tanh(z),
    slope=_tanh_slope,
    bend=_tanh_bend,
    largest=exactly(ONE),
    steepest=exactly(ONE),
    bent=Enclosure(root_below(MOST_BENT_TANH_SQ), root_above(MOST_BENT_TANH_SQ)),
)

SINE = Activation(
    name="sine",
    value=lambda z, m: m.sin(z),
    slope=lambda z, m: m.cos(z),
    bend=lambda z, m: -m.sin(z),
    largest=exactly(ONE),
    steepest=exactly(ONE),
    bent=exactly(ONE),
)

SOFTPLUS = Activation(
    name="softplus",
    value=lambda z, m: m.softplus(z),
    slope=_sigmoid,
    bend=lambda z, m: _sigmoid(z, m) * _sigmoid(-z, m),
    largest=None,
    steepest=exactly(ONE),
    bent=exactly(QUARTER),
)

LOG_COSH = Activation(
    name="log cosh",
    value=lambda z, m: m.log_cosh(z),
    slope=lambda z, m: m.tanh(z),
    bend=_tanh_slope,
    largest=None,
    steepest=exactly(ONE),
    bent=exactly(ONE),
)


def _no_bend(z: Array, m: Any) -> Array:
    """A kink has no second derivative."""
    raise NoBend("relu has no second derivative at its kink")


RELU = Activation(
    name="relu",
    value=lambda z, m: m.maximum(z, z * 0),
    slope=lambda z, m: m.maximum(m.sign(z), z * 0),
    bend=_no_bend,
    largest=None,
    steepest=exactly(ONE),
    bent=None,
)
"""max(0, z), with the slope 0 at its kink."""

ACTIVATIONS = {activation.name: activation for activation in (TANH, SINE, SOFTPLUS, LOG_COSH)}
"""Every twice differentiable activation by its name."""

NAMED = {**ACTIVATIONS, RELU.name: RELU}
"""Every activation by its name."""
