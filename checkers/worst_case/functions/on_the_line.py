"""Worst cases on the line: what floats show is a function of piecewise linear slope, with few pieces; its numbers are rounded, not the data.

However its breaks are rounded, it stays a function of the class; the method is run on it exactly, and the data are what the run meets.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np

from checkers.worst_case.functions.few_dimensions import Frame, Local, is_gradient
from checkers.worst_case.functions.placed import Point
from checkers.worst_case.functions.short_numbers import DENOMINATORS, fraction, multiple, upright
from checkers.worst_case.program import Program
from problems.families import piecewise, quadratic
from problems.instance import Instance

Floats = Any
ZERO = Fraction(0)

SAME = 1e-6
"""Slopes and breaks that lie closer together are one."""


@dataclass(frozen=True)
class Shape:
    """f' in floats: `breaks` between pieces of the curvatures lower and upper in turn, the first of `outer`; `anchor` is f' at the first break.

    Without breaks f is a parabola of curvature `outer`, and `anchor` its centre.
    """

    breaks: tuple[float, ...]
    anchor: float
    outer: Fraction
    inner: Fraction


def shape(points: Floats, gradients: Floats, values: Floats, lower: Fraction, upper: Fraction) -> Shape | None:
    """The function through data (n,) in floats, without pieces that rounding makes; None where it is linear."""
    outer, sign, M = (lower, 1, float(upper - lower)) if lower >= 0 else (upper, -1, float(upper - lower))
    slopes = sign * (gradients - float(outer) * points)
    heights = sign * (values - float(outer) * points**2 / 2)
    lifted = slopes * points - heights - slopes**2 / (2 * M)
    corners = _hull(slopes, lifted)
    if len(corners) == 1:
        return None if outer == 0 else Shape((), float(-sign * corners[0][0] / float(outer)), outer, outer)
    breaks: list[float] = []
    for (s, height), (t, other) in pairwise(corners):
        rise = (other - height) / (t - s)
        if breaks and s / M + rise - breaks[-1] < SAME:
            breaks[-1] = t / M + rise
        else:
            breaks += [s / M + rise, t / M + rise]
    return Shape(tuple(breaks), float(outer) * breaks[0] + sign * corners[0][0], outer, outer + sign * (upper - lower))


def _hull(slopes: Floats, heights: Floats) -> list[tuple[float, float]]:
    """The corners of the lower hull, but for those that stand out by no more than rounding."""
    merged: list[tuple[float, float]] = []
    for s, h in sorted(zip(slopes.tolist(), heights.tolist(), strict=True)):
        if merged and s - merged[-1][0] < SAME:
            merged[-1] = (merged[-1][0], min(merged[-1][1], h))
            continue
        while len(merged) > 1 and _flat(merged[-2], merged[-1], (s, h)):
            merged.pop()
        merged.append((s, h))
    return merged


def _flat(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> bool:
    """Whether b lies above the line from a to c, or hardly below."""
    return a[1] + (c[1] - a[1]) * (b[0] - a[0]) / (c[0] - a[0]) - b[1] < SAME * SAME


def near(frame: Frame, found: Local, lower: Fraction, upper: Fraction, most: int) -> Iterator[tuple[Instance, Mapping[str, Point]]]:
    """Functions on the line near a case found in floats, their numbers shortest first, with where the program's points lie."""
    vectors, values = upright(frame, found)
    known = dict(zip(frame.program.basis, vectors[:, 0], strict=True))
    heights = dict(zip(frame.program.values, values, strict=True))
    data = np.array([_datum(one, known, heights) for one in frame.program.evaluations])
    pieces = shape(data[:, 0], data[:, 1], data[:, 2], lower, upper)
    if pieces is None:
        return
    at_origin = any(not one.position.parts and not one.gradient.parts for one in frame.program.evaluations)
    for q in (one for one in DENOMINATORS if one <= most):
        for short in (multiple, fraction):
            instance = _instance(pieces, lambda a, q=q, short=short: short(a, q), at_origin)
            if instance is not None:
                places = {name: (short(a, q),) for name, a in known.items() if not is_gradient(name)}
                yield instance, {**places, **_minimisers(frame.program, instance, places)}


def _minimisers(program: Program, instance: Instance, places: Mapping[str, Point]) -> dict[str, Point]:
    """Points that are minimisers, moved to the nearest one."""
    named = [next(iter(one.position.parts)) for one in program.evaluations if one.position.parts and not one.gradient.parts]
    known = [z.low for (z,) in instance.minimisers]
    return {name: (min(known, key=lambda z: abs(z - places[name][0])),) for name in named if known}


def _datum(one: Any, known: dict[str, float], heights: dict[str, float]) -> tuple[float, float, float]:
    """Where, the slope, the value."""
    place, slope = (sum(float(c) * known[name] for name, c in v.parts.items()) for v in (one.position, one.gradient))
    return place, slope, float(one.value.constant) + sum(float(c) * heights[name] for name, c in one.value.values.items())


def _instance(pieces: Shape, short: Any, at_origin: bool) -> Instance | None:
    """The function with rounded numbers, moved where a minimiser is to lie at the origin; None where that leaves none."""
    if not pieces.breaks:
        return quadratic.build((pieces.outer,), (ZERO,), (ZERO if at_origin else short(pieces.anchor),))
    breaks = tuple(map(short, pieces.breaks))
    curvatures = (pieces.outer, *(pieces.inner if k % 2 == 0 else pieces.outer for k in range(len(breaks))))
    try:
        made = piecewise.build(breaks, curvatures, short(pieces.anchor))
    except ValueError:
        return None
    if not (at_origin and made.minimisers) or made.minimisers[0][0].low == 0:
        return made
    nearest = min((z.low for (z,) in made.minimisers), key=abs)
    return piecewise.build(tuple(one - nearest for one in breaks), curvatures, short(pieces.anchor))
