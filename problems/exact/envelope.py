"""The smooth convex envelope of affine functions, taken apart into its faces exactly.

e(x) = max over weights w >= 0 of sum 1 of sum_i w_i (c_i + <g_i, x>) - |sum_i w_i g_i|^2/(2M). Its conjugate is |g|^2/(2M) plus the lower
convex hull of the heights -c_i over the slopes g_i: the weights that attain the maximum lie on a simplex of a cell of that hull, of at
most d + 1 slopes, and are affine in x there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from problems.exact.linear import Matrix, Vector, dot, null_space, solve

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Face:
    """Slopes that share the maximum somewhere, by number; as functions of (x, 1): their weights, the gradient, and the sum of w_i c_i.

    weights : (k, d + 1); slope : (d, d + 1); level : (d + 1,)
    """

    members: tuple[int, ...]
    weights: Matrix
    slope: Matrix
    level: Vector


def faces(slopes: Matrix, offsets: Vector, smoothness: Fraction) -> tuple[Face, ...]:
    """Every simplex of slopes that attains the maximum somewhere, single slopes first; slopes are distinct, M = `smoothness` is positive."""
    found = {members for cell in _cells(slopes, offsets) for size in range(1, len(cell) + 1) for members in combinations(cell, size)}
    return tuple(_face(slopes, offsets, smoothness, members) for members in sorted(found, key=lambda one: (len(one), one)))


def _cells(slopes: Matrix, offsets: Vector) -> Iterator[tuple[int, ...]]:
    """Affinely independent slopes, as many as there can be, whose plane through the heights -c lies nowhere above another height."""
    lifted = [(*slope, ONE) for slope in slopes]
    rank = len(lifted[0]) - len(null_space(tuple(lifted)))
    for members in combinations(range(len(slopes)), rank):
        rows = tuple(lifted[i] for i in members)
        if len(rows[0]) - len(null_space(rows)) < rank:
            continue
        plane = solve(rows, [-offsets[i] for i in members])
        assert plane is not None
        if all(dot(plane, row) <= -offset for row, offset in zip(lifted, offsets, strict=True)):
            yield members


def _face(slopes: Matrix, offsets: Vector, smoothness: Fraction, members: Sequence[int]) -> Face:
    """Stationary weights: c_i + <g_i, x> - <g_i, sum w g>/M is the same for all members, and their sum is 1."""
    chosen, levels = [slopes[i] for i in members], [offsets[i] for i in members]
    system = (*((*(dot(a, b) / smoothness for b in chosen), ONE) for a in chosen), (*[ONE] * len(chosen), ZERO))
    columns = [_solved(system, [*(g[axis] for g in chosen), ZERO]) for axis in range(len(chosen[0]))]
    columns.append(_solved(system, [*levels, ONE]))
    weights = tuple(tuple(column[k] for column in columns) for k in range(len(chosen)))
    slope = tuple(_mixed(weights, [g[axis] for g in chosen]) for axis in range(len(chosen[0])))
    return Face(tuple(members), weights, slope, _mixed(weights, levels))


def _solved(system: Matrix, right: Sequence[Fraction]) -> Vector:
    found = solve(system, right)
    assert found is not None
    return found


def _mixed(rows: Matrix, factors: Sequence[Fraction]) -> Vector:
    """The combination of rows with these factors."""
    return tuple(dot(column, factors) for column in zip(*rows, strict=True))
