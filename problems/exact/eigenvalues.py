"""Eigenvalues of symmetric matrices of rationals and balls: exact or enclosed, all of them, in no order.

A matrix falls into the blocks of indices that its nonzero entries connect. A block of two is solved in closed form, a larger one by Jacobi
rotations in balls: what they lead to encloses a matrix that is exactly orthogonally similar to it, so that multiple eigenvalues are no trouble.
"""

from typing import Any

import numpy as np
from flint import arb, fmpq

LEAST_SWEEPS, MOST_SWEEPS = 6, 60
"""Sweeps of rotations: at least so many, then for as long as each at least halves what is left beside the diagonal."""


def eigenvalues(a: np.ndarray) -> list[Any]:
    """The n eigenvalues of a symmetric matrix (n, n) of fmpq and arb; ValueError where they are not finite."""
    return [value for block in _blocks(a) for value in _of_block(a[np.ix_(block, block)])]


def _blocks(a: np.ndarray) -> list[list[int]]:
    """Index sets between which every entry is zero."""
    left, found = set(range(len(a))), []
    while left:
        block, waiting = [], [left.pop()]
        while waiting:
            block.append(waiting.pop())
            near = [k for k in left if not _vanishes(a[block[-1], k])]
            left.difference_update(near)
            waiting += near
        found.append(sorted(block))
    return found


def _vanishes(entry: Any) -> bool:
    return bool(entry == 0)


def _of_block(a: np.ndarray) -> list[Any]:
    if len(a) == 1:
        return [a[0, 0]]
    if len(a) == 2:
        return _of_two(a[0, 0], a[0, 1], a[1, 1])
    found = _diagonal([[arb(entry) for entry in row] for row in a])
    if not all(value.is_finite() for value in found):
        raise ValueError("the eigenvalues are not enclosed")
    return found


def _diagonal(a: list[list[arb]]) -> list[arb]:
    """The diagonal after rotations, each widened by the Frobenius norm of what is left beside it (Weyl)."""
    last, pairs = None, [(p, q) for q in range(len(a)) for p in range(q)]
    for sweep in range(MOST_SWEEPS):
        for p, q in pairs:
            _rotate(a, p, q)
        left = (2 * sum((a[p][q] * a[p][q] for p, q in pairs), arb(0))).nonnegative_part().sqrt().upper()
        if not left > 0 or (last is not None and sweep >= LEAST_SWEEPS and not 2 * left < last):
            break
        last = left
    return [a[p][p] + arb(0, 1) * left for p in range(len(a))]


def _rotate(a: list[list[arb]], p: int, q: int) -> None:
    """A Jacobi rotation that makes a[p][q] small. Its tangent t is a number, and c, s enclose what makes it orthogonal."""
    if a[p][q].mid() == 0:
        return
    ratio = ((a[q][q] - a[p][p]) / (2 * a[p][q].mid())).mid()
    t = (1 / (abs(ratio) + (ratio * ratio + 1).sqrt())).mid() * (1 if ratio >= 0 else -1)
    c = 1 / (1 + t * t).sqrt()
    s = t * c
    first, second, both = a[p][p], a[q][q], a[p][q]
    for r in range(len(a)):
        if r not in (p, q):
            a[r][p], a[r][q] = c * a[r][p] - s * a[r][q], s * a[r][p] + c * a[r][q]
            a[p][r], a[q][r] = a[r][p], a[r][q]
    a[p][p] = c * c * first - 2 * c * s * both + s * s * second
    a[q][q] = s * s * first + 2 * c * s * both + c * c * second
    a[p][q] = a[q][p] = c * s * (first - second) + (c * c - s * s) * both


def _of_two(p: Any, q: Any, s: Any) -> list[Any]:
    """(p + s)/2 -+ sqrt((p - s)^2/4 + q^2)."""
    middle, half = (p + s) / 2, (p - s) / 2
    square = half * half + q * q
    radius = fmpq(square.p.isqrt(), square.q.isqrt()) if isinstance(square, fmpq) else arb(square).nonnegative_part().sqrt()
    if isinstance(square, fmpq) and radius * radius != square:
        radius = arb(square).sqrt()
    return [middle - radius, middle + radius]
