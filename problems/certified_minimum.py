"""The least value of a convex regression, found by Newton's method in balls and certified by strong convexity or by duality.

Nothing is believed of the point that Newton's method returns: f there is an upper bound of the infimum, and the lower bound is
f - |grad f|^2/(2 ridge), or with ridge = 0 the dual value of exactly feasible rational slopes u, A^T u = 0:
phi(r) >= u r - phi*(u) gives f >= weight (-b^T u - sum_i phi*(u_i)). That a minimiser exists without a ridge, and where, follows from the
curvature near the point: f(x + v) >= f(x) - |grad f| |v| + m |v|^2/2 for v in the row space up to a radius, where f is constant across it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from flint import arb

from problems.exact.arithmetic import Exact, fraction
from problems.exact.linear import (
    Matrix,
    Vector,
    dot,
    is_positive_semidefinite,
    null_space,
    orthogonal_basis,
    product,
    row_space_projector,
    transpose,
    without,
)
from problems.instance import Array, Enclosure, flat, shape_of
from problems.noise import root_above
from problems.numbers import simplest_between
from problems.regression import Regression, residuals

GRID = 2**110
WIDEST = Fraction(1, 10**12)
"""A duality gap above this is no use, and counts as no certificate."""

LARGEST, SMALLEST = 10_000_000, 20_000
"""An enclosure ends below 2^LARGEST, and at 0 or further from it than 2^-SMALLEST."""

NEAR = Fraction(1, 8)
"""How far around a point the curvature is bounded below."""


@dataclass(frozen=True)
class Convex:
    """One convex regression in balls: values, gradients and Hessians at rational points."""

    model: Regression
    arrays: Mapping[str, Any]
    m: Exact

    @cached_property
    def stacked(self) -> dict[str, Array]:
        """The arrays with a leading instance axis of length 1."""
        return {name: self.m.array(flat(value), (1, *shape_of(value))) for name, value in self.arrays.items()}

    @cached_property
    def rows(self) -> np.ndarray:
        """The rows in floats."""
        return np.array(self.arrays["rows"], dtype=float)

    def value(self, point: Vector) -> arb:
        """f(point)."""
        return arb(self.model.value(self.stacked, self._at(point), self.m)[0, 0])

    def gradient(self, point: Vector) -> list[arb]:
        """The gradient, one ball for each coordinate."""
        return [arb(entry) for entry in self.model.gradient(self.stacked, self._at(point), self.m)[0, 0]]

    def residuals(self, point: Vector) -> Array:
        """a_i^T point - b_i : (n,)."""
        return residuals(self.stacked, self._at(point), self.m)[0, 0]

    def hessian(self, point: Vector) -> np.ndarray:
        """The Hessian in floats, to find Newton's direction."""
        assert self.model.link.curvature is not None
        bend = self.m.floats(self.model.link.curvature(self.residuals(point), self.m))
        rows, ridge = self.rows, float(self.arrays.get("ridge", 0))
        return np.asarray(rows.T @ (bend[:, None] * rows) / (len(rows) if self.model.mean else 1) + ridge * np.eye(rows.shape[1]))

    def _at(self, point: Vector) -> Array:
        return self.m.array(point, (1, 1, len(point)))


def ends(ball: arb) -> tuple[Fraction, Fraction]:
    """The rational ends of an interval that contains a ball; OverflowError where they are too large to write."""
    return -_at_or_above(-arb(ball).lower()), _at_or_above(arb(ball).upper())


def _at_or_above(number: arb) -> Fraction:
    """The rational that an exact ball is, or a short one just above it: one over cosh(10^15)^2 has more digits than any memory holds."""
    if abs(number) > arb(2) ** LARGEST:
        raise OverflowError(f"the end of an enclosure lies above 2^{LARGEST}")
    if number != 0 and abs(number) < arb(2) ** -SMALLEST:
        return Fraction(0) if number < 0 else Fraction(1, 2**SMALLEST)
    return fraction(number.fmpq())


def _on_grid(value: Fraction) -> Fraction:
    return Fraction(round(value * GRID), GRID)


def _middle(ball: arb) -> Fraction:
    """The midpoint of a ball, on the grid."""
    low, high = ends(ball)
    return _on_grid((low + high) / 2)


def newton(f: Convex, start: Vector, done: Callable[[Vector], bool], steps: int = 60) -> Vector:
    """Damped Newton steps until `done`, until the gradient is lost in rounding, or until nothing helps."""
    point, value, slope = start, f.value(start), f.gradient(start)
    for _ in range(steps):
        if done(point) or _size(slope) < 1e-30:
            break
        step = np.linalg.lstsq(f.hessian(point), np.array([float(entry.mid()) for entry in slope]), rcond=None)[0]
        for halvings in range(40):
            tried = tuple(_on_grid(p - Fraction(s * 0.5**halvings)) for p, s in zip(point, step, strict=True))
            found, turned = f.value(tried), f.gradient(tried)
            if found.mid() < value.mid() or _size(turned) < _size(slope) / 4:
                break
        else:
            break
        point, value, slope = tried, found, turned
    return point


def _size(gradient: list[arb]) -> float:
    return max(abs(float(entry.mid())) for entry in gradient)


def by_strong_convexity(f: Convex, point: Vector, modulus: Fraction) -> tuple[Enclosure, tuple[Enclosure, ...]]:
    """The infimum within |grad f|^2/(2 modulus) below f(point), and the minimiser within |grad f|/modulus of the point."""
    slope_sq = ends(sum((entry * entry for entry in f.gradient(point)), arb(0)))[1]
    low, high = ends(f.value(point))
    reach = root_above(slope_sq / modulus**2)
    return Enclosure(low - slope_sq / (2 * modulus), high), tuple(Enclosure(entry - reach, entry + reach) for entry in point)


def by_duality(f: Convex, point: Vector, slopes: tuple[int, int]) -> Enclosure | None:
    """The infimum between the dual value of the slopes at `point`, made feasible exactly, and f(point); None without a narrow gap."""
    assert f.model.link.conjugate is not None
    rows, targets = f.arrays["rows"], f.arrays["targets"]
    feasible = _feasible(rows, [_middle(slope) for slope in f.model.link.slope(f.residuals(point), f.m)])
    if not all(slopes[0] <= slope <= slopes[1] for slope in feasible):
        return None
    exact = Exact(f.m.bits)
    conjugates = f.model.link.conjugate(exact.array(feasible, (len(feasible),)), exact)
    dual = -(f.m.number(dot(targets, feasible)) + arb(sum(conjugates))) / (len(feasible) if f.model.mean else 1)
    low, high = ends(dual)[0], ends(f.value(point))[1]
    return Enclosure(low, high) if high - low <= WIDEST else None


def by_local_convexity(f: Convex, point: Vector) -> tuple[Enclosure, ...] | None:
    """The only minimiser in point + row space, within 2 |grad f|/m of the point; None where the curvature around it is too small to tell.

    For links whose curvature is even, and falls with the distance from 0.
    """
    assert f.model.link.curvature is not None
    rows = f.arrays["rows"]
    reached = [abs(arb(r)) + f.m.number(NEAR * root_above(dot(row, row))) for r, row in zip(f.residuals(point), rows, strict=True)]
    bend = min(ends(ball)[0] for ball in f.model.link.curvature(np.array(reached, dtype=object), f.m))
    modulus = bend * _least_stretch(rows) / (len(rows) if f.model.mean else 1)
    slope = root_above(ends(sum((entry * entry for entry in f.gradient(point)), arb(0)))[1])
    if modulus <= 0 or 2 * slope >= NEAR * modulus:
        return None
    reach = 2 * slope / modulus
    return tuple(Enclosure(entry - reach, entry + reach) for entry in point)


def _least_stretch(rows: Matrix) -> Fraction:
    """A lower bound of the least nonzero eigenvalue of A^T A, certified by LDL^T; 0 where that fails."""
    gram, projector, flat = product(transpose(rows), rows), row_space_projector(rows), len(null_space(rows))
    guess = float(np.linalg.eigvalsh(np.array([[float(e) for e in row] for row in gram]))[flat])
    if guess <= 0:
        return Fraction(0)
    bound = simplest_between(Fraction(guess * 0.9), Fraction(guess * 0.99))
    rest = tuple(tuple(a - bound * b for a, b in zip(*pair, strict=True)) for pair in zip(gram, projector, strict=True))
    return bound if is_positive_semidefinite(rest) else Fraction(0)


def _feasible(rows: Matrix, near: list[Fraction]) -> Vector:
    """The nearest u with A^T u = 0 and u_i = 0 where the slope all but vanishes (there Newton's method runs off to infinity)."""
    kept = [i for i, slope in enumerate(near) if abs(slope) > WIDEST]
    found = without(tuple(near[i] for i in kept), orthogonal_basis(transpose(tuple(rows[i] for i in kept))))
    where = dict(zip(kept, found, strict=True))
    return tuple(where.get(i, Fraction(0)) for i in range(len(near)))
