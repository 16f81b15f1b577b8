"""Objectives that see the variable through n linear measurements: weight sum_i phi(a_i^T w - b_i) + ridge/2 ||w||^2.

Least squares, logistic regression, log-cosh and Geman-McClure differ in the link phi only. The arrays are `rows` (n, d), `targets` (n)
and, where there is one, `ridge`; where every minimiser is known, `solution` (d) is one (or encloses it) and `curved` (d, d) projects onto the
row space.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product as choices
from math import lcm
from typing import Any

import numpy as np
from hypothesis import strategies as st

from problems.exact.linear import (
    Matrix,
    Vector,
    apply,
    dot,
    null_space,
    product,
    rational_largest_eigenvalue,
    row_space_projector,
    solve,
    transpose,
)
from problems.instance import Array, Enclosure, Entries, Instance, exactly
from problems.numbers import matrices, vector_text, vectors

MANY_ROWS = 10
"""Above this number of rows the corners of the cube of slopes are no longer enumerated."""


CACHED = 2**17
"""Residuals that are computed at a time: those of all points and steps at once would not stay in the processor's cache."""


@dataclass(frozen=True)
class Link:
    """phi : R -> R and its first two derivatives, elementwise in the arithmetic m; `conjugate` is the convex conjugate where phi is convex."""

    value: Callable[[Array, Any], Array]
    slope: Callable[[Array, Any], Array]
    curvature: Callable[[Array, Any], Array] | None = None
    conjugate: Callable[[Array, Any], Array] | None = None


@dataclass(frozen=True)
class Regression:
    """The mean (or the sum) of a link over the residuals. x : (I, M, d), results (I, M) and (I, M, d)."""

    link: Link
    mean: bool = True

    def value(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """weight sum_i phi(a_i^T x - b_i) + ridge/2 ||x||^2."""
        total = _in_blocks(lambda some: m.total(self.link.value(residuals(p, some, m), m), -1), p, x, m) / self._parts(p)
        return total + p["ridge"][:, None] * m.total(x * x, -1) / 2 if "ridge" in p else total

    def gradient(self, p: Mapping[str, Array], x: Array, m: Any) -> Array:
        """weight A^T phi'(A x - b) + ridge x."""
        total = m.matmul(self.link.slope(residuals(p, x, m), m), p["rows"]) / self._parts(p)
        return total + p["ridge"][:, None, None] * x if "ridge" in p else total

    def component_gradient(self, p: Mapping[str, Array], x: Array, which: Any, m: Any) -> Array:
        """phi'(a_i^T x - b_i) a_i + ridge x for the component i = which : (I, M) int64."""
        count, n, d = p["rows"].shape
        picked = np.asarray(which)
        flat = (picked + n * np.arange(count)[:, None]).reshape(-1)
        rows = m.take(p["rows"].reshape((count * n, d)), flat, 0).reshape((*picked.shape, d))
        targets = m.take(p["targets"].reshape((count * n,)), flat, 0).reshape(picked.shape)
        slopes = self.link.slope(m.total(rows * x, -1) - targets, m)
        part = slopes[..., None] * rows
        return part + p["ridge"][:, None, None] * x if "ridge" in p else part

    def _parts(self, p: Mapping[str, Array]) -> int:
        return int(p["rows"].shape[1]) if self.mean else 1


def _in_blocks(function: Callable[[Array], Array], p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """`function`, from points (I, M, d) to numbers (I, M), applied to as many points at a time as CACHED residuals allow."""
    points, size = x.shape[1], max(1, CACHED // (p["rows"].shape[0] * p["rows"].shape[1]))
    if points <= size:
        return function(x)
    found = m.zeros((x.shape[0], points))
    for first in range(0, points, size):
        found[:, first : first + size] = function(x[:, first : first + size])
    return found


def residuals(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """a_i^T x - b_i : (I, M, n)."""
    return m.matmul(x, m.swap(p["rows"])) - p["targets"][:, None, :]


def dist_sq(p: Mapping[str, Array], x: Array, m: Any) -> Array:
    """The squared length of the part of x - solution in the row space; a KeyError where the minimisers are not known exactly."""
    away = m.matmul(x - p["solution"][:, None, :], p["curved"])
    return m.total(away * away, -1)


def components(instance: Instance) -> int:
    """The number of components, one for each row."""
    rows = instance.arrays["rows"]
    assert isinstance(rows, tuple)
    return len(rows)


@dataclass(frozen=True)
class Solved:
    """What the system A w = b says of a regression whose link is least exactly at 0; `arrays` are empty where it is inconsistent."""

    consistent: bool
    arrays: Mapping[str, Vector | Matrix]
    minimisers: tuple[tuple[Enclosure, ...], ...]
    starts: tuple[Vector, ...]


def solved(rows: Matrix, targets: Vector) -> Solved:
    """One solution of A w = b and one more along each null direction, if there are any; points to start from in any case."""
    if len(rows) != len(targets) or not any(any(row) for row in rows):
        raise ValueError(f"a regression needs a nonzero matrix and as many targets as rows, not {len(targets)} for {len(rows)}")
    solution = solve(rows, targets)
    centre = least_squares_point(rows, targets)
    starts = _starts(rows, centre)
    if solution is None:
        return Solved(False, {}, (), starts)
    points = [centre, *(_sum(centre, flat) for flat in null_space(rows))]
    arrays: dict[str, Vector | Matrix] = {"solution": centre, "curved": row_space_projector(rows)}
    return Solved(True, arrays, tuple(tuple(exactly(entry) for entry in point) for point in points), starts)


def around(rows: Matrix, minimiser: tuple[Enclosure, ...] | None) -> tuple[dict[str, Entries], tuple[tuple[Enclosure, ...], ...]]:
    """What tells distances to the minimisers, and some of these: an enclosed one, and one more along each null direction; none without one."""
    if minimiser is None:
        return {}, ()
    along = [tuple(Enclosure(z.low + e, z.high + e) for z, e in zip(minimiser, flat, strict=True)) for flat in null_space(rows)]
    return {"solution": minimiser, "curved": row_space_projector(rows)}, (minimiser, *along)


def least_squares_point(rows: Matrix, targets: Vector) -> Vector:
    """A point that minimises ||A w - b||, by the normal equations."""
    across = transpose(rows)
    found = solve(product(across, rows), apply(across, targets))
    assert found is not None
    return found


def _starts(rows: Matrix, centre: Vector) -> tuple[Vector, ...]:
    """A unit step from the centre, a step along the first nonzero row, 0, all ones away, twenty away, and the centre."""
    d = len(centre)
    unit = tuple(Fraction(int(i == 0)) for i in range(d))
    row = next(row for row in rows if any(row))
    steps = [unit, row, tuple(-entry for entry in centre), (Fraction(1),) * d, (Fraction(-20),) * d]
    return tuple(dict.fromkeys([*(_sum(centre, step) for step in steps), centre]))


def _sum(a: Vector, b: Vector) -> Vector:
    return tuple(p + q for p, q in zip(a, b, strict=True))


def signs_of_equal_rows(rows: Matrix) -> list[int] | None:
    """The signs with which every row is the first one, or None where the rows differ by more than a sign."""
    signs = [1 if row == rows[0] else -1 for row in rows]
    if any(tuple(sign * entry for entry in row) != rows[0] for sign, row in zip(signs, rows, strict=True)):
        return None
    return signs


def gram_norm(rows: Matrix) -> Enclosure:
    """The largest eigenvalue of A^T A: exact where it is rational and small to write, else an enclosure certified by LDL^T."""
    short = rows if len(rows) <= len(rows[0]) else transpose(rows)
    low, high = rational_largest_eigenvalue(product(short, transpose(short)))
    return Enclosure(low, high)


def corner_sums(rows: Matrix, ends: tuple[int, int]) -> tuple[list[int], list[int], int]:
    """|sum_i c_i a_i|^2 and sum_i c_i^2 |a_i|^2 at every corner c of the cube [low, high]^n, both times the whole number returned last."""
    common = lcm(*(entry.denominator for row in rows for entry in row))
    whole = np.array([[int(entry * common) for entry in row] for row in rows], dtype=object)
    corners = np.array(list(choices(ends, repeat=len(rows))), dtype=object)
    sums, lengths = corners @ whole, (corners * corners) @ (whole * whole).sum(axis=1)
    return list((sums * sums).sum(axis=1)), list(lengths), common**2


def steepest(rows: Matrix, ends: tuple[int, int]) -> Enclosure:
    """The largest |sum_i c_i a_i|^2 over c in [low, high]^n: convex in c, so attained at a corner; with many rows only bounded."""
    if len(rows) <= MANY_ROWS:
        totals, _, unit = corner_sums(rows, ends)
        return exactly(Fraction(max(totals), unit))
    every = [ends[1] * sum(column, Fraction(0)) for column in transpose(rows)]
    return Enclosure(dot(every, every), len(rows) * _longest(rows, ends))


def noisiest(rows: Matrix, ends: tuple[int, int]) -> Fraction:
    """An upper bound of the variance of c_i a_i for a random i, over all c in [low, high]^n: convex in c, so largest at a corner."""
    n = len(rows)
    if n <= MANY_ROWS:
        totals, lengths, unit = corner_sums(rows, ends)
        return Fraction(max(n * length - total for total, length in zip(totals, lengths, strict=True)), unit * n**2)
    return _longest(rows, ends) / n


def _longest(rows: Matrix, ends: tuple[int, int]) -> Fraction:
    """The largest sum_i c_i^2 |a_i|^2 over c in [low, high]^n."""
    return max(abs(end) for end in ends) ** 2 * sum((dot(row, row) for row in rows), Fraction(0))


def rows_text(rows: Matrix) -> str:
    """The rows of a matrix in numbers, or its size where it is large."""
    if len(rows) * len(rows[0]) > 24:
        return f"a {len(rows)} x {len(rows[0])} matrix of rationals"
    return "[" + ", ".join(vector_text(row) for row in rows) + "]"


def data_text(rows: Matrix, targets: Vector) -> str:
    """A = [...], b = (...)."""
    return f"A = {rows_text(rows)}, b = {vector_text(targets)}"


def directions(rows: Matrix) -> tuple[Vector, ...]:
    """The top right singular vector where it is plain to see: one row, or one column."""
    if len(rows[0]) == 1:
        return ((Fraction(1),),)
    return (rows[0],) if len(rows) == 1 else ()


def x_log_x(a: Array, m: Any) -> Array:
    """a log a, which is 0 at 0."""
    return m.choose(m.is_zero(a), m.zeros(a.shape), a * m.log(a))


def systems(n: int, d: int) -> Any:
    """Pairs (A, b) with a nonzero n x d matrix A; every other b is the image of a point."""
    rows = matrices(n, d, -3, 3).filter(lambda a: any(map(any, a)))
    images = st.tuples(rows, vectors(d, -3, 3)).map(lambda pair: (pair[0], apply(*pair)))
    return st.one_of(images, st.tuples(rows, vectors(n, -3, 3)))


def plain_systems() -> list[tuple[Matrix, Vector]]:
    """One row; two opposite targets; consistent systems, underdetermined and overdetermined; an inconsistent one."""
    zero, one, two, half = Fraction(0), Fraction(1), Fraction(2), Fraction(1, 2)
    return [
        (((one,),), (zero,)),
        (((one,), (one,)), (one, -one)),
        (((one,), (two,)), (one, two)),
        (((one, -two),), (one,)),
        (((one, zero), (zero, half)), (zero, zero)),
        (((one, two), (two, -one), (one, one)), (Fraction(3), one, two)),
        (((one, zero), (zero, one), (one, one)), (one, -one, two)),
    ]


def drawn_systems() -> Any:
    """Up to eight rows in up to five dimensions, consistent or not."""
    sizes = st.tuples(st.integers(1, 8), st.integers(1, 5))
    return sizes.flatmap(lambda size: systems(*size))
