"""Random changes of a case's numbers, from large ones to small ones: what numerical search is made of."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from checkers.experiment.search.variation import Parts
from problems.instance import Parameter, flat, shape_of
from problems.noise import Noise

SMALLEST = 10
"""Changes are by shares of 1, 1/2, ..., 2^-SMALLEST."""

GRID = (16, 256, 4096)
"""Denominators that changed numbers are rounded to: short numbers come first."""

NEAR = 8
"""Candidates of a constant that are chosen among."""


def moved(parts: Parts, stream: Any) -> Parts:
    """The parts with one to three changes."""
    kinds = [kind for kind, there in _KINDS if there(parts)]
    for _ in range(1 + int(stream.integers(3)) if kinds else 0):
        parts = kinds[int(stream.integers(len(kinds)))](parts, stream)
    return parts


def _number(value: Fraction, stream: Any) -> Fraction:
    """A number near the old one, or a plain one."""
    kind = int(stream.integers(8))
    if kind == 0:
        return (Fraction(0), Fraction(1), Fraction(-1), -value, 2 * value, value / 2)[int(stream.integers(6))]
    share = Fraction(1 - 2 * int(stream.integers(2)), 2 ** int(stream.integers(SMALLEST + 1)))
    new = value + share * (value if value and kind < 6 else 1)
    return new.limit_denominator(GRID[int(stream.integers(len(GRID)))])


def _parameter(parts: Parts, stream: Any) -> Parts:
    names = sorted(name for name, value in parts.parameters.items() if flat(value))
    name = names[int(stream.integers(len(names)))]
    changed = changed_entries(parts.parameters[name], int(stream.integers(len(flat(parts.parameters[name])))), lambda e: _number(e, stream))
    return replace(parts, parameters={**parts.parameters, name: changed})


def changed_entries(parameter: Parameter, position: int, change: Callable[[Fraction], Fraction]) -> Parameter:
    """A parameter with one of its numbers, counted row by row, changed."""
    numbers = flat(parameter)
    numbers[position] = change(numbers[position])
    return shaped(numbers, shape_of(parameter))


def shaped(numbers: list[Fraction], shape: tuple[int, ...]) -> Parameter:
    """Numbers, row by row, as a number, a vector or a matrix."""
    if not shape:
        return numbers[0]
    if len(shape) == 1:
        return tuple(numbers)
    return tuple(tuple(numbers[row * shape[1] : (row + 1) * shape[1]]) for row in range(shape[0]))


def _constant(parts: Parts, stream: Any) -> Parts:
    names = sorted(parts.constants)
    name = names[int(stream.integers(len(names)))]
    old, value = parts.constants[name], parts.values[name]
    if isinstance(value, Fraction) and stream.random() < (0.3 if isinstance(old, int) else 0.7):
        return replace(parts, constants={**parts.constants, name: _number(value, stream)})
    return replace(parts, constants={**parts.constants, name: int(stream.integers(NEAR))})


def _start(parts: Parts, stream: Any) -> Parts:
    assert parts.start is not None
    return replace(parts, start=_point(parts.start, stream))


def _point(point: tuple[Fraction, ...], stream: Any) -> tuple[Fraction, ...]:
    """One coordinate moved, or all of them by one factor."""
    if stream.random() < 0.3:
        factor = _number(Fraction(1), stream)
        return tuple((factor * e).limit_denominator(GRID[-1]) for e in point)
    position = int(stream.integers(len(point)))
    return tuple(_number(e, stream) if place == position else e for place, e in enumerate(point))


def _points(parts: Parts, stream: Any) -> Parts:
    """A point moved, or put where another one is and moved from there."""
    names = sorted(parts.points)
    name, other = (names[int(stream.integers(len(names)))] for _ in range(2))
    return replace(parts, points={**parts.points, name: _point(parts.points[other], stream)})


def _noise(parts: Parts, stream: Any) -> Parts:
    """The added vectors scaled, which keeps their mean zero."""
    assert parts.noise is not None
    factor = _number(Fraction(1), stream) or Fraction(1)
    return replace(parts, noise=Noise("additive", tuple(tuple(factor * e for e in atom) for atom in parts.noise.atoms)))


def _sequences(parts: Parts, stream: Any) -> Parts:
    names = sorted(parts.sequences)
    name = names[int(stream.integers(len(names)))]
    return replace(parts, sequences={**parts.sequences, name: _sequence(parts.sequences[name], stream)})


def _sequence(one: Any, stream: Any) -> Any:
    position = int(stream.integers(len(one.values)))
    return replace(one, values=tuple(_number(e, stream) if place == position else e for place, e in enumerate(one.values)))


def _has_numbers(parameters: Mapping[str, Parameter]) -> bool:
    return any(flat(value) for value in parameters.values())


_KINDS: tuple[tuple[Callable[[Parts, Any], Parts], Callable[[Parts], bool]], ...] = (
    (_parameter, lambda parts: _has_numbers(parts.parameters)),
    (_parameter, lambda parts: _has_numbers(parts.parameters)),
    (_start, lambda parts: parts.start is not None),
    (_points, lambda parts: bool(parts.points)),
    (_constant, lambda parts: bool(parts.constants)),
    (_noise, lambda parts: parts.noise is not None and parts.noise.kind == "additive"),
    (_sequences, lambda parts: bool(parts.sequences)),
)
"""The kinds of change, and whether a case has something to change in that way; parameters are changed twice as often."""
