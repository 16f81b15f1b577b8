"""Free constants along their whole range: what is false in a thin part of it only shows on a grid.

Between the ends that `given` leaves to one constant, everything else kept, values are tried at equal distances on a few cases. They share a layout,
so all of them run as one batch.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from checkers.experiment.case import Case
from checkers.experiment.search.scope import Scope, is_random, known_values
from checkers.experiment.search.variation import assembled, parts
from theorems import words as w

POINTS, POINTS_OF_RANDOM = 128, 32
"""Values of one constant; fewer where every sequence of draws is run for each."""


def scanned(scope: Scope, cases: Sequence[Case]) -> list[Case]:
    """Each case with one free constant at a time on a grid over what is allowed for it."""
    free = [symbol for symbol in scope.region.symbols if symbol not in scope.region.bounded]
    return [made for case in cases for symbol in free for made in _on_grid(scope, case, symbol)]


def _on_grid(scope: Scope, case: Case, symbol: Any) -> Iterator[Case]:
    ends = _ends(scope, case, symbol)
    if ends is None:
        return
    taken, name = parts(scope, case), f"climb: {case.instance.family}"
    count = POINTS_OF_RANDOM if is_random(scope.theorem) else POINTS
    for value in _grid(*ends, isinstance(symbol, w.Natural), count):
        made = assembled(scope, replace(taken, constants={**taken.constants, symbol.name: value}), case, name)
        if made is not None:
            yield made


def _ends(scope: Scope, case: Case, symbol: Any) -> tuple[Fraction, Fraction] | None:
    """The least and the largest rational candidate for a constant beside those that are chosen before it."""
    values: dict[str, Any] = dict(known_values(scope, case))
    for other in scope.region.symbols:
        if other == symbol:
            break
        values[other.name] = case.constants[other.name]
    allowed = [value for value in scope.region.allowed(symbol, values) if isinstance(value, Fraction)]
    return (min(allowed), max(allowed)) if len(set(allowed)) > 1 else None


def _grid(low: Fraction, high: Fraction, whole: bool, count: int) -> list[Fraction]:
    """Equally spaced values inside; where the ends are far apart, the nearer ones closer together; whole numbers one by one."""
    if whole:
        return [Fraction(n) for n in range(int(low), int(low) + count)]
    far = low > 0 and high / low > count
    middle = min(high, max(Fraction(2), 2 * low)) if far else high
    return [low + (middle - low) * Fraction(k, count) for k in range(1, count)]
