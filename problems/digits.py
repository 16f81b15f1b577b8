"""Real data, and problems on it: images of two handwritten digits, 8 x 8 pixels with whole numbers from 0 to 16, so that all inputs are rational.

The data are those that scikit-learn brings along (Alpaydin & Kaynak, 1998), in their order, as many of either digit; labels are 1 for the first
digit and -1 for the second. PROBLEMS names what can be made of them; scikit-learn is loaded when one of them is.
"""

import importlib.util
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import isqrt
from typing import Any

from problems.exact.linear import Matrix, Vector, dot

SIDE = 8
"""Pixels along each side of an image."""

MISSING = "the digits come with scikit-learn, which is not installed: pip install lemmata[data]."


class DataError(Exception):
    """Data that cannot be had: the package that brings them is missing, or there are not as many."""


@dataclass(frozen=True)
class Digits:
    """inputs : (n, d), every norm at most 1 and the largest close to it; labels : (n,), each 1 or -1, in turn."""

    inputs: Matrix
    labels: Vector


def available() -> bool:
    """Whether scikit-learn is there."""
    return importlib.util.find_spec("sklearn") is not None


@cache
def _images() -> tuple[Any, Any]:
    """All images (1797, 8, 8) as whole numbers, and what they show (1797,)."""
    try:
        from sklearn.datasets import load_digits
    except ImportError:
        raise DataError(MISSING) from None
    found = load_digits()
    return found.images.astype(int), found.target.astype(int)


@cache
def two_digits(count: int, side: int = SIDE, pair: tuple[int, int] = (0, 1)) -> Digits:
    """The first `count` images of two digits, in turn one of each, as `side` x `side` sums of pixels (side 1, 2, 4 or 8), scaled by one rational.

    Raises DataError where scikit-learn is missing or has fewer images, ValueError for another side.
    """
    if side not in (1, 2, 4, SIDE):
        raise ValueError(f"images of {SIDE} x {SIDE} pixels are pooled to 1, 2, 4 or {SIDE} along each side, not {side}")
    images, shown = _images()
    each, every = -(-count // 2), [images[shown == digit] for digit in pair]
    if min(map(len, every)) < each:
        raise DataError(f"there are {' and '.join(str(len(some)) for some in every)} images of {pair[0]} and {pair[1]}: not {each} of either.")
    whole = [_pooled(every[place % 2][place // 2], side) for place in range(count)]
    scale = Fraction(1, 1 + isqrt(int(max(dot(row, row) for row in whole)) - 1))
    inputs = tuple(tuple(scale * entry for entry in row) for row in whole)
    return Digits(inputs, tuple(Fraction(1 - 2 * (place % 2)) for place in range(count)))


def _pooled(image: Any, side: int) -> Vector:
    """The sums over squares of pixels, row by row : (side^2,)."""
    block = SIDE // side
    return tuple(Fraction(int(entry)) for entry in image.reshape(side, block, side, block).sum(axis=(1, 3)).reshape(-1))
