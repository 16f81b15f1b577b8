"""A solution to many digits: Newton's method on all conditions of optimality, with residuals in fractions and steps in floats.

Where the worst case is rational its numbers can have long denominators, such as 11^10, which eight digits do not tell. With seventy they do.
The equations: Z annihilates the range of the Gram matrix V S V^T, the identity holds, and the tight conditions are tight. Steps of least norm
serve where the multipliers are not unique.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from checkers.worst_case.certificates.faces import Face, unknown_terms
from checkers.worst_case.program import Program
from checkers.worst_case.solving.arrays import Floats
from checkers.worst_case.solving.solve import Solution
from checkers.worst_case.terms import Affine

BITS = 270
"""Numbers are rounded to multiples of 2^-BITS."""

STEPS = 10
"""Newton steps at most; each gains ten digits or more."""

Rational = list[Fraction]


@dataclass(frozen=True, eq=False)
class Polished:
    """The kernel to many digits, and the solution that goes with it, in floats."""

    kernel: tuple[tuple[Fraction, ...], ...]
    solution: Solution


@dataclass(frozen=True, eq=False)
class _Terms:
    """The unknown terms of the identity: matrices (k, n, n), coefficients of values (k, p), constants (k,); exact beside floats."""

    exact: Sequence[Affine]
    matrices: Floats
    values: Floats
    constants: Floats
    basis: tuple[str, ...]
    names: tuple[str, ...]
    tops: int
    closed: bool


@dataclass(frozen=True, eq=False)
class _Point:
    """Multipliers (weights, conditions, bound), kernel (n, r), inner products (r, r), values, s; fractions."""

    multipliers: Rational
    kernel: list[Rational]
    inner: list[Rational]
    values: Rational
    scale: Fraction


def polished(program: Program, solution: Solution, where: Face) -> Polished | None:
    """The same optimum to many digits; None where Newton's method does not get there."""
    terms, point = _terms(program, where), _start(program, solution, where)
    free, before = _free_rows(point.kernel), float("inf")
    for _ in range(STEPS):
        left = _residual(terms, point)
        size = max(map(abs, left), default=Fraction(0))
        if size < Fraction(1, 2 ** (BITS - 20)):
            return Polished(tuple(map(tuple, zip(*point.kernel, strict=True))), _back(program, solution, where, point))
        if float(size) > before * 0.3:
            return None
        before = float(size)
        point = _moved(point, free, _step(terms, point, free, left), where.closed)
    return None


def _terms(program: Program, where: Face) -> _Terms:
    exact = unknown_terms(program, where.weighted, where.tight)
    place, slot = {name: k for k, name in enumerate(program.basis)}, {name: k for k, name in enumerate(program.values)}
    matrices, values = np.zeros((len(exact), len(place), len(place))), np.zeros((len(exact), len(slot)))
    for k, affine in enumerate(exact):
        for (one, two), entry in affine.products.items():
            matrices[k, place[one], place[two]] += float(entry) / 2
            matrices[k, place[two], place[one]] += float(entry) / 2
        for name, entry in affine.values.items():
            values[k, slot[name]] = float(entry)
    constants = np.array([float(affine.constant) for affine in exact])
    return _Terms(exact, matrices, values, constants, program.basis, program.values, len(where.weighted), where.closed)


def _start(program: Program, solution: Solution, where: Face) -> _Point:
    rows = [_pivot_row(where.kernel, p) for p in range(where.kernel.shape[1])]
    kernel = [[Fraction(round(x)) if i in rows else Fraction(x) for x in row] for i, row in enumerate(where.kernel.tolist())]
    numbers = [*(solution.weights[k] for k in where.weighted), *(solution.multipliers[name] for name in where.tight), solution.value]
    inner = [[Fraction(float(solution.gram[i, j])) for j in rows] for i in rows]
    values = [Fraction(solution.values[name]) for name in program.values]
    return _Point([Fraction(float(x)) for x in numbers], kernel, inner, values, Fraction(solution.scale))


def _pivot_row(kernel: Floats, p: int) -> int:
    """The row in which the kernel is a unit vector."""
    unit = np.eye(kernel.shape[1])[p]
    return int(np.argmin(np.abs(kernel - unit).max(axis=1)))


def _free_rows(kernel: Sequence[Rational]) -> list[int]:
    """Rows that are no unit vectors: their entries are unknown."""
    seen: set[int] = set()
    free = []
    for i, row in enumerate(kernel):
        ones = [p for p, part in enumerate(row) if part == 1]
        if len(ones) == 1 and not any(part for p, part in enumerate(row) if p != ones[0]) and ones[0] not in seen:
            seen.add(ones[0])
        else:
            free.append(i)
    return free


def _residual(t: _Terms, at: _Point) -> Rational:
    """What is left of the equations, in fractions: the identity's values, constant and sum, Z V, then the tight terms."""
    size, rank, place = len(t.basis), len(at.inner), {name: k for k, name in enumerate(t.basis)}
    z = [[Fraction(0)] * size for _ in range(size)]
    values, constant = dict.fromkeys(t.names, Fraction(0)), Fraction(0)
    for m, affine in zip(at.multipliers, t.exact, strict=True):
        constant += m * affine.constant
        for name, entry in affine.values.items():
            values[name] += m * entry
        for (one, two), entry in affine.products.items():
            z[place[one]][place[two]] += m * entry / 2
            z[place[two]][place[one]] += m * entry / 2
    annihilated = [sum(z[i][j] * at.kernel[j][p] for j in range(size) if z[i][j]) for i in range(size) for p in range(rank)]
    half = [[sum(at.kernel[i][p] * at.inner[p][q] for p in range(rank)) for q in range(rank)] for i in range(size)]
    gram = [[sum(half[i][q] * at.kernel[j][q] for q in range(rank)) for j in range(size)] for i in range(size)]
    numbers = dict(zip(t.names, at.values, strict=True))
    tight = [_value(affine, gram, numbers, at.scale, place) for affine in t.exact]
    tight = [value + at.multipliers[-1] * (k < t.tops) - (k == len(tight) - 1) for k, value in enumerate(tight)]
    closing = [constant] if t.closed else []
    return [Fraction(x) for x in (*values.values(), *closing, sum(at.multipliers[: t.tops]) - 1, *annihilated, *tight)]


def _value(
    affine: Affine, gram: Sequence[Sequence[Fraction | int]], numbers: dict[str, Fraction], scale: Fraction, place: dict[str, int]
) -> Fraction:
    products = sum((entry * gram[place[one]][place[two]] for (one, two), entry in affine.products.items()), Fraction(0))
    return products + sum((entry * numbers[name] for name, entry in affine.values.items()), affine.constant * scale)


def _floats(rows: Sequence[Rational], width: int) -> Floats:
    return np.array([[float(x) for x in row] for row in rows]).reshape(-1, width)


def _step(t: _Terms, at: _Point, free: Sequence[int], left: Rational) -> Floats:
    """The Newton step of least norm, in scaled unknowns: multipliers, free rows of the kernel, inner products, values, s."""
    jacobian = _jacobian(t, at, free)
    rows = np.maximum(np.abs(jacobian).max(axis=1), 1e-12)
    columns = np.maximum(np.linalg.norm(jacobian / rows[:, None], axis=0), 1e-12)
    size = max(map(abs, left))
    right = np.array([float(x / size) for x in left])
    scaled: Floats = np.linalg.lstsq(jacobian / rows[:, None] / columns, -right / rows, rcond=1e-10)[0] / columns
    return np.array([Fraction(x) * size for x in scaled.tolist()], dtype=object)


def _jacobian(t: _Terms, at: _Point, free: Sequence[int]) -> Floats:
    rank, size, many = len(at.inner), len(t.basis), len(t.exact)
    V, S, y = _floats(at.kernel, rank), _floats(at.inner, rank), np.array([float(m) for m in at.multipliers])
    upper = np.triu_indices(rank)
    moved = t.matrices @ V
    identity = np.concatenate([t.values.T, t.constants[None, :][: int(t.closed)], (np.arange(many) < t.tops)[None, :].astype(float)])
    z = np.tensordot(y, t.matrices, axes=1)
    by_kernel = np.einsum("il,pq->iplq", z[:, free], np.eye(rank)).reshape(size * rank, -1)
    inner = np.einsum("ip,kiq->kpq", V, moved)
    by_inner = (inner * (2 - np.eye(rank)))[:, upper[0], upper[1]]
    tight = [2 * (moved @ S)[:, free].reshape(many, -1), by_inner, t.values, t.constants[:, None]]
    bound = np.zeros((many, many))
    bound[: t.tops, -1] = 1.0
    none = by_inner.shape[1] + len(t.names) + 1
    return np.concatenate(
        [
            np.concatenate([identity, np.zeros((len(identity), len(free) * rank + none))], axis=1),
            np.concatenate([moved.transpose(1, 2, 0).reshape(size * rank, many), by_kernel, np.zeros((size * rank, none))], axis=1),
            np.concatenate([bound, *tight], axis=1),
        ]
    )


def _moved(at: _Point, free: Sequence[int], step: Floats, closed: bool) -> _Point:
    """The point after a step; s stays where no constant counts."""
    parts, rank = iter(step.tolist()), len(at.inner)
    multipliers = [_round(m + next(parts)) for m in at.multipliers]
    kernel = [[_round(x + next(parts)) if i in free else x for x in row] for i, row in enumerate(at.kernel)]
    inner = [list(row) for row in at.inner]
    for p in range(rank):
        for q in range(p, rank):
            inner[p][q] = inner[q][p] = _round(inner[p][q] + next(parts))
    values = [_round(x + next(parts)) for x in at.values]
    return _Point(multipliers, kernel, inner, values, _round(at.scale + next(parts)) if closed else at.scale)


def _round(x: Fraction) -> Fraction:
    return Fraction(round(x * 2**BITS), 2**BITS)


def _back(program: Program, solution: Solution, where: Face, at: _Point) -> Solution:
    """In floats, and with zeros where multipliers and weights vanish."""
    V, S = _floats(at.kernel, len(at.inner)), _floats(at.inner, len(at.inner))
    *parts, bound = map(float, at.multipliers)
    weights = dict(zip(where.weighted, parts, strict=False))
    return replace(
        solution,
        value=bound,
        multipliers={**dict.fromkeys(solution.multipliers, 0.0), **dict(zip(where.tight, parts[len(weights) :], strict=True))},
        weights=tuple(weights.get(k, 0.0) for k in range(len(program.numerators))),
        scale=float(at.scale),
        gram=V @ S @ V.T,
        values=dict(zip(program.values, map(float, at.values), strict=True)),
    )
