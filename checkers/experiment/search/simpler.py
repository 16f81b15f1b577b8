"""Plainer cases than a given one: fewer dimensions, fewer rows, shorter runs, plainer numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from checkers.experiment.search.moves import changed_entries
from checkers.experiment.search.variation import Parts
from problems.instance import Instance, Parameter, flat, shape_of
from problems.noise import Noise, two_point

PLAIN = tuple(Fraction(n, q) for n, q in ((0, 1), (1, 1), (-1, 1), (2, 1), (-2, 1), (1, 2), (-1, 2)))
"""What a number is replaced by first."""

STARTS = 4
"""Starts of a plain instance that are tried."""

SHORT = (1, 2, 3, 5, 8, 24, 64)
"""Lengths of shorter runs."""

ROUNDED = (1, 2, 4, 10, 100)
"""Denominators to which numbers are rounded."""


def simpler(parts: Parts, instance: Instance, plain: Sequence[Instance]) -> Iterator[Parts]:
    """Plainer parts, those that leave out the most first: `plain` instances of the family in place of this one, then parts left out."""
    yield from _on_plain_instances(parts, instance, plain)
    yield from (replace(parts, steps=steps) for steps in SHORT if steps < parts.steps)
    yield from _without_coordinate(parts, instance.dimension)
    yield from _without_entries(parts)
    yield from _constants(parts)
    yield from _plainer_points(parts)
    yield from _plainer_noise(parts)
    yield from _plainer_parameters(parts)
    yield from _plainer_sequences(parts)


def _on_plain_instances(parts: Parts, instance: Instance, plain: Sequence[Instance]) -> Iterator[Parts]:
    """The same on another instance, from its own starts and, where vectors are added to the gradient, with two-point noise."""
    for other in plain:
        if other.parameters != instance.parameters and other.dimension <= instance.dimension:
            added = parts.noise is not None and parts.noise.kind == "additive"
            noise = two_point(other.dimension, Fraction(1), next(iter(other.directions), None)) if added else parts.noise
            for start in other.starts[:STARTS]:
                points = dict(zip(parts.points, (start, *other.starts, *[start] * len(parts.points)), strict=False))
                begun = None if parts.start is None else start
                yield replace(parts, parameters=other.parameters, noise=noise, start=begun, points=points)


def _without_coordinate(parts: Parts, dimension: int) -> Iterator[Parts]:
    """One coordinate left out of every point, and of each vector or matrix that has as many columns."""
    for at in range(dimension if dimension > 1 else 0):
        for square in (True, False):
            parameters = {name: _without_column(value, at, dimension, square) for name, value in parts.parameters.items()}
            start = None if parts.start is None else _without(parts.start, at)
            points = {name: _without(point, at) for name, point in parts.points.items()}
            yield replace(parts, parameters=parameters, start=start, points=points, noise=_noise_without(parts.noise, at))


def _without(values: tuple[Any, ...], at: int) -> tuple[Any, ...]:
    return values[:at] + values[at + 1 :]


def _without_column(value: Parameter, at: int, dimension: int, square: bool) -> Parameter:
    """A parameter without its column `at`, where it has `dimension` of them; of a square matrix beside vectors, vectors may be kept."""
    shape = shape_of(value)
    if not shape or shape[-1] != dimension or not isinstance(value, tuple):
        return value
    if len(shape) == 1:
        return _without(value, at) if square else value
    return tuple(_without(row, at) for row in value if isinstance(row, tuple))


def _noise_without(noise: Noise | None, at: int) -> Noise | None:
    if noise is None or noise.kind != "additive":
        return noise
    atoms = tuple(_without(atom, at) for atom in noise.atoms)
    return Noise("additive", atoms) if any(map(any, atoms)) else None


def _without_entries(parts: Parts) -> Iterator[Parts]:
    """One row left out of all matrices and vectors of one length; one break with its slope."""
    lengths = {shape_of(value)[0] for value in parts.parameters.values() if shape_of(value)}
    for length in sorted(lengths, reverse=True):
        for at in range(length if length > 1 else 0):
            yield replace(parts, parameters={n: _shortened(value, at, (length,)) for n, value in parts.parameters.items()})
            yield replace(parts, parameters={n: _shortened(value, at, (length, length + 1)) for n, value in parts.parameters.items()})


def _shortened(value: Parameter, at: int, lengths: tuple[int, ...]) -> Parameter:
    return _without(value, at) if isinstance(value, tuple) and len(value) in lengths else value


def _constants(parts: Parts) -> Iterator[Parts]:
    """A constant at its first candidate, or with a plain value."""
    for name, value in parts.values.items():
        if parts.constants[name] != 0:
            yield replace(parts, constants={**parts.constants, name: 0})
        if isinstance(value, Fraction):
            yield from (replace(parts, constants={**parts.constants, name: plainer}) for plainer in _plainer(value))


def _plainer(value: Fraction) -> Iterator[Fraction]:
    """Numbers that are written shorter than the old one, near it or not."""
    rounded = [Fraction(round(value * q), q) for q in ROUNDED]
    length = _length(value)
    for new in dict.fromkeys((*PLAIN, *rounded)):
        if new != value and _length(new) < length:
            yield new


def _length(value: Fraction) -> tuple[int, int]:
    """How long a number is on paper, and where it stands among the plain ones."""
    return len(str(value)), PLAIN.index(value) if value in PLAIN else len(PLAIN)


def _plainer_entries(point: tuple[Fraction, ...]) -> Iterator[tuple[Fraction, ...]]:
    for place, old in enumerate(point):
        yield from ((*point[:place], new, *point[place + 1 :]) for new in _plainer(old))


def _plainer_points(parts: Parts) -> Iterator[Parts]:
    if parts.start is not None:
        yield from (replace(parts, start=start) for start in _plainer_entries(parts.start))
    for name, point in parts.points.items():
        yield from (replace(parts, points={**parts.points, name: new}) for new in _plainer_entries(point))


def _plainer_noise(parts: Parts) -> Iterator[Parts]:
    """Two-point noise along one axis; and the vectors scaled so that the largest entry is 1."""
    if parts.noise is None or parts.noise.kind != "additive":
        return
    atoms = parts.noise.atoms
    largest = max(abs(e) for atom in atoms for e in atom)
    if largest not in (0, 1):
        yield replace(parts, noise=Noise("additive", tuple(tuple(e / largest for e in atom) for atom in atoms)))
    size = len(atoms[0])
    for axis in range(size):
        unit = tuple(Fraction(int(place == axis)) for place in range(size))
        yield replace(parts, noise=Noise("additive", (unit, tuple(-e for e in unit))))


def _plainer_parameters(parts: Parts) -> Iterator[Parts]:
    for name, value in parts.parameters.items():
        for position, old in enumerate(flat(value)):
            yield from (replace(parts, parameters={**parts.parameters, name: _with(value, position, new)}) for new in _plainer(old))


def _with(value: Parameter, position: int, new: Fraction) -> Parameter:
    return changed_entries(value, position, lambda _: new)


def _plainer_sequences(parts: Parts) -> Iterator[Parts]:
    """Numbers of a free sequence made plainer, and listed members left out at the end."""
    for name, one in parts.sequences.items():
        for values in (*_plainer_entries(one.values), *([one.values[:-1], one.values[: len(one.values) // 2]] if one.kind == "listed" else [])):
            if values:
                yield replace(parts, sequences=_replaced(parts.sequences, name, replace(one, values=values)))


def _replaced(sequences: Mapping[str, Any], name: str, one: Any) -> Mapping[str, Any]:
    return {**sequences, name: one}
