"""Floats that nearly are a worst case, rounded to rationals that exactly are one: as short as they can be, for people read them."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import numpy as np

from checkers.worst_case.functions.few_dimensions import Frame, Local
from checkers.worst_case.functions.placed import Placed, quotient

Floats = Any

DENOMINATORS = (*range(1, 41), 42, 44, 48, 50, 56, 60, 64, 72, 80, 90, 100, 128, 200, 256, 500, 1000, 2000, 5000, 10**4, 10**5, 10**6, 10**7)
"""Tried in turn; numbers are rounded to multiples of 1/q, or to the nearest fraction whose denominator is q at most."""

ROUGHLY = 1e-9
"""How far below zero a condition may lie in floats to be looked at exactly."""


def rounded(frame: Frame, found: Local, accepts: Callable[[Placed, Fraction], bool], most: int = DENOMINATORS[-1]) -> Placed | None:
    """The shortest rational case nearby that meets every condition and that is accepted with its quotient; or None."""
    vectors, values = upright(frame, found)
    for q in (one for one in DENOMINATORS if one <= most):
        for numbers, heights in _roundings(vectors, values, q):
            if _roughly_holds(frame, numbers, heights):
                placed = _placed(frame, numbers, heights)
                reached = quotient(frame.program, placed)
                if reached is not None and accepts(placed, reached):
                    return placed
    return None


def upright(frame: Frame, found: Local) -> tuple[Floats, Floats]:
    """Turned so that the longest vector lies along the first axis, the next ones in its half planes; scaled to length 1 where that is free."""
    vectors, values = found.vectors, found.values
    rest, axes = vectors.copy(), []
    for _ in range(vectors.shape[1]):
        row = rest[int(np.argmax(np.round(np.linalg.norm(rest, axis=1), 9)))]
        length = float(np.linalg.norm(row))
        if length < 1e-9 * np.linalg.norm(vectors):
            break
        axes.append(row / length)
        rest = rest - np.outer(rest @ axes[-1], axes[-1])
    turned = vectors @ np.array(axes).T if axes else vectors
    size = float(np.max(np.linalg.norm(turned, axis=1), initial=0))
    return (turned / size, values / size**2) if frame.scalable and size > 0 else (turned, values)


def _roundings(vectors: Floats, values: Floats, q: int) -> Iterator[tuple[Any, Any]]:
    """Multiples of 1/q, and fractions of denominator q at most; values, which are products, also with 2 q^2 in place of q."""
    for kind in (multiple, fraction):
        for finer in (q, 2 * q * q):
            yield [[kind(a, q) for a in row] for row in vectors], [kind(a, finer) for a in values]


def multiple(a: float, q: int) -> Fraction:
    """The nearest multiple of 1/q."""
    return Fraction(round(a * q), q)


def fraction(a: float, q: int) -> Fraction:
    """The nearest fraction of denominator q at most."""
    return Fraction(float(a)).limit_denominator(q)


def _roughly_holds(frame: Frame, vectors: Any, values: Any) -> bool:
    """Whether floats leave the conditions open."""
    terms = frame.conditions.at(np.array(vectors, dtype=float), np.array(values, dtype=float))
    return bool(np.min(terms, initial=0.0) >= -ROUGHLY)


def _placed(frame: Frame, vectors: Any, values: Any) -> Placed:
    program = frame.program
    return Placed(dict(zip(program.basis, map(tuple, vectors), strict=True)), dict(zip(program.values, values, strict=True)))
