"""The problem of a theorem that speaks of no objective: a recursion of numbers that free sequences or a game drive."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from problems.instance import Array, Family, Instance

NAME = "no objective"


def build() -> Instance:
    """The one instance: a number to start from, and nothing certified."""
    starts = tuple((Fraction(value),) for value in (0, 1, -1, Fraction(1, 2), 2))
    return Instance(NAME, {}, {}, 1, {}, "no objective", starts=starts)


def _none(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    raise TypeError("the theorem speaks of no objective")


def _no_strategy() -> Any:
    raise TypeError("there is one instance without an objective")


family = Family(NAME, "Recursion", build, _none, _none, lambda: [build()], _no_strategy)
