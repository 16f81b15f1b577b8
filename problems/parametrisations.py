"""Parametrisations of deep networks: the multiplier of each layer and the standard deviation of its initial weights, as squares.

With them plain gradient descent on all weights, with one learning rate, moves each layer as the parametrisation means it to: "standard" leaves all to
the initial weights, "ntk" keeps the start's size and shrinks the steps with the width, "mup" lets the features of every layer move at any width.

Source: Jacot, Gabriel & Hongler (2018) for ntk; Yang & Hu (2021), Table 1, for mup with the rate of stochastic gradient descent.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise


@dataclass(frozen=True)
class Parametrisation:
    """Of a layer that takes `fan_in` numbers and gives `fan_out`, each 1 at the input and at the output: squared multiplier, initial variance."""

    name: str
    multiplier_sq: Callable[[int, int], Fraction]
    variance: Callable[[int, int], Fraction]

    def multipliers_sq(self, hidden: Sequence[int]) -> tuple[Fraction, ...]:
        """c_1^2, ..., c_L^2 for the widths of the hidden layers."""
        return tuple(self.multiplier_sq(*fans) for fans in pairwise((1, *hidden, 1)))

    def variances(self, hidden: Sequence[int]) -> tuple[Fraction, ...]:
        """The variance of one initial weight of each layer."""
        return tuple(self.variance(*fans) for fans in pairwise((1, *hidden, 1)))


ONE = Fraction(1)

STANDARD = Parametrisation("standard", lambda fan_in, fan_out: ONE, lambda fan_in, fan_out: Fraction(1, fan_in))
NTK = Parametrisation("ntk", lambda fan_in, fan_out: Fraction(1, fan_in), lambda fan_in, fan_out: ONE)
MUP = Parametrisation("mup", lambda fan_in, fan_out: Fraction(fan_out, fan_in), lambda fan_in, fan_out: Fraction(1, max(fan_in, fan_out)))

PARAMETRISATIONS = (STANDARD, NTK, MUP)
"""By their numbers."""
