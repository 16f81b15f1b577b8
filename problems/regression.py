"""Objectives that see the variable through n linear measurements: weight sum_i phi(a_i^T w - b_i) + ridge/2 ||w||^2.

Least squares, logistic regression, log-cosh and Geman-McClure differ in the link phi only. The arrays are `rows` (n, d), `targets` (n)
and, where there is one, `ridge`; where every minimiser is known, `solution` (d) is one and `curved` (d, d) projects onto the row space.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product as choices
from math import lcm
from typing import Any

import numpy as np

from problems.exact.linear import Matrix, Vector, dot, product, rational_largest_eigenvalue, transpose
from problems.instance import Array, Enclosure, Instance, exactly
from problems.numbers import vector_text

MANY_ROWS = 10
"""Above this number of rows the corners of the cube of slopes are no longer enumerated."""


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
        total = m.total(self.link.value(residuals(p, x, m), m), -1) / self._parts(p)
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


def gram_norm(rows: Matrix) -> Enclosure:
    """The largest eigenvalue of A^T A: exact where it is rational and small to write, else an enclosure certified by LDL^T."""
    short = rows if len(rows) <= len(rows[0]) else transpose(rows)
    low, high = rational_largest_eigenvalue(product(short, transpose(short)))
    return Enclosure(low, high)


def corner_sums(rows: Matrix, ends: tuple[int, int]) -> Iterator[tuple[Fraction, Fraction]]:
    """(|sum_i c_i a_i|^2, sum_i c_i^2 |a_i|^2) at every corner c of the cube [low, high]^n of whole-numbered ends."""
    common = lcm(*(entry.denominator for row in rows for entry in row))
    whole = np.array([[int(entry * common) for entry in row] for row in rows], dtype=object)
    corners = np.array(list(choices(ends, repeat=len(rows))), dtype=object)
    sums, lengths = corners @ whole, (corners * corners) @ (whole * whole).sum(axis=1)
    for total, length in zip((sums * sums).sum(axis=1), lengths, strict=True):
        yield Fraction(total, common**2), Fraction(length, common**2)


def steepest(rows: Matrix, ends: tuple[int, int]) -> Enclosure:
    """The largest |sum_i c_i a_i|^2 over c in [low, high]^n: convex in c, so attained at a corner; with many rows only bounded."""
    if len(rows) <= MANY_ROWS:
        return exactly(max(total for total, _ in corner_sums(rows, ends)))
    size = max(abs(end) for end in ends) ** 2
    every = [ends[1] * sum(column, Fraction(0)) for column in transpose(rows)]
    return Enclosure(dot(every, every), len(rows) * size * sum((dot(row, row) for row in rows), Fraction(0)))


def noisiest(rows: Matrix, ends: tuple[int, int]) -> Fraction:
    """An upper bound of the variance of c_i a_i for a random i, over all c in [low, high]^n: convex in c, so largest at a corner."""
    n = len(rows)
    if n <= MANY_ROWS:
        return max(length / n - total / n**2 for total, length in corner_sums(rows, ends))
    return max(abs(end) for end in ends) ** 2 * sum((dot(row, row) for row in rows), Fraction(0)) / n


def rows_text(rows: Matrix) -> str:
    """The rows of a matrix in numbers, or its size where it is large."""
    if len(rows) * len(rows[0]) > 24:
        return f"a {len(rows)} x {len(rows[0])} matrix of rationals"
    return "[" + ", ".join(vector_text(row) for row in rows) + "]"


def data_text(rows: Matrix, targets: Vector) -> str:
    """A = [...], b = (...)."""
    return f"A = {rows_text(rows)}, b = {vector_text(targets)}"
