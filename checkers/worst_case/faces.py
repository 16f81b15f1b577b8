"""Exact multipliers on a face: what vanishes at the worst case vanishes exactly, and the rest follows from linear equations over Q.

At the optimum Z annihilates the range of the worst Gram matrix, multipliers of conditions that are not tight are zero, and the constant that
is left is zero where s > 0. With the range given by rational vectors these are linear equations in the multipliers (and in the bound itself),
and a rounded solution of them stays positive semidefinite where the solver's was definite on the rest.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from checkers.worst_case.arrays import Arrays, Floats, arrays, dense
from checkers.worst_case.identity import Certificate, proved
from checkers.worst_case.program import Program
from checkers.worst_case.rational import guesses, simple, solved_near
from checkers.worst_case.solve import Solution
from checkers.worst_case.terms import Affine

Direction = dict[str, Fraction]

NARROW = (1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8)
"""Distances within which kernel vectors are taken to be the simplest fractions."""

NEAR = 1e-5
"""A bound that the equations determine is at most this far (relative) from the solver's."""


@dataclass(frozen=True, eq=False)
class Face:
    """What vanishes at the worst case, read off a solution.

    tight  : names of the conditions whose multipliers may be nonzero; weighted : places of the numerators that attain the least
    kernel : (basis, rank) float64, vectors that span the range of the Gram matrix, the identity on some rows
    closed : whether the constant that is left is zero
    """

    tight: tuple[str, ...]
    weighted: tuple[int, ...]
    kernel: Floats
    closed: bool


def face(program: Program, solution: Solution) -> Face:
    """Per pair of a multiplier and its slack, and of the eigenvalues of the two matrices, the smaller one is zero."""
    a = arrays(program)
    multipliers = np.array([solution.multipliers[c.name] for c in program.conditions]) * a.norm[: len(program.conditions)]
    slacks = np.array([solution.slacks[c.name] for c in program.conditions]) / a.norm[: len(program.conditions)]
    keeps = [c.equality or m > max(s, 1e-7) for c, m, s in zip(program.conditions, multipliers, slacks, strict=True)]
    tight = tuple(c.name for c, keep in zip(program.conditions, keeps, strict=True) if keep)
    weighted = tuple(k for k, weight in enumerate(solution.weights) if weight > 1e-6)
    return Face(tight, weighted or (0,), _range(a, solution), a.uses_scale and solution.scale > 1e-6)


def residual(a: Arrays, solution: Solution) -> Floats:
    """Z as the solver found it, in the arrays' units."""
    y = np.array([*solution.multipliers.values(), *solution.weights, -solution.value]) * a.norm
    return -np.tensordot(y, dense(a), axes=1)


def _range(a: Arrays, solution: Solution) -> Floats:
    inverse = np.linalg.pinv(a.back)
    values, vectors = np.linalg.eigh(inverse @ solution.gram @ inverse.T)
    against = np.einsum("ki,kl,li->i", vectors, residual(a, solution), vectors)
    span = a.back @ vectors[:, (values > against) & (values > 1e-6 * values.max(initial=0.0))]
    return _echelon(span)


def _echelon(span: Floats) -> Floats:
    """The same span with the identity on well-conditioned rows."""
    from scipy.linalg import qr

    if not span.shape[1]:
        return span
    _, _, order = qr(span.T, pivoting=True)
    inverted: Floats = span @ np.linalg.inv(span[order[: span.shape[1]]])
    return inverted


def rational_kernels(program: Program, span: Floats) -> Iterator[tuple[Direction, ...]]:
    """Readings of the span as rational vectors, coarse ones first; each one once."""
    seen = set()
    for within in NARROW:
        columns = [[simple(float(entry), within) for entry in column] for column in span.T]
        key = tuple(map(tuple, columns))
        if key not in seen:
            seen.add(key)
            yield tuple({name: part for name, part in zip(program.basis, column, strict=True) if part} for column in columns)


def image(affine: Affine, direction: Direction) -> Direction:
    """The matrix of an affine term, times a direction."""
    found: Direction = {}
    for (one, two), entry in affine.products.items():
        for here, there in ((one, two), (two, one)):
            part = direction.get(there)
            if part:
                found[here] = found.get(here, Fraction(0)) + entry * part / 2
    return found


@dataclass(frozen=True)
class Equations:
    """rows @ (weights, multipliers, bound) = right."""

    rows: tuple[tuple[Fraction, ...], ...]
    right: tuple[Fraction, ...]


def equations(program: Program, weighted: Sequence[int], tight: Sequence[str], kernel: Sequence[Direction], closed: bool) -> Equations:
    """The coefficients of all values vanish, weights have sum 1, Z annihilates the kernel, and the constant is zero where `closed`."""
    terms = unknown_terms(program, weighted, tight)
    rows = [[term.values.get(name, Fraction(0)) for term in terms] for name in program.values]
    for direction in kernel:
        images = [image(term, direction) for term in terms]
        rows.extend([found.get(name, Fraction(0)) for found in images] for name in program.basis)
    if closed:
        rows.append([term.constant for term in terms])
    rows = [row for row in rows if any(row)]
    total = [Fraction(int(k < len(weighted))) for k in range(len(terms))]
    return Equations(tuple(map(tuple, [*rows, total])), (Fraction(0),) * len(rows) + (Fraction(1),))


def unknown_terms(program: Program, weighted: Sequence[int], tight: Sequence[str]) -> list[Affine]:
    """What each unknown is multiplied with in the identity: minus numerators, minus conditions, the denominator."""
    named = {condition.name: condition.terms for condition in program.conditions}
    parts = [program.numerators[k] for k in weighted] + [named[name] for name in tight]
    return [*(part.times(Fraction(-1)) for part in parts), program.denominator]


@dataclass(frozen=True)
class OnFace:
    """A certificate found on a face: the kernel it rests on, and whether the equations left no choice in its multipliers."""

    certificate: Certificate
    kernel: tuple[Direction, ...]
    unique: bool


def on_face(program: Program, solution: Solution, bound: Fraction | None, where: Face) -> Iterator[OnFace]:
    """Exact certificates at `bound`, or (None) at the bound that the equations determine; one per reading of the kernel that gives one."""
    for kernel in rational_kernels(program, where.kernel):
        found = _with_kernel(program, solution, bound, where, kernel)
        if found:
            yield found


def _with_kernel(program: Program, solution: Solution, bound: Fraction | None, where: Face, kernel: tuple[Direction, ...]) -> OnFace | None:
    system = equations(program, where.weighted, where.tight, kernel, where.closed)
    floats = [*(solution.weights[k] for k in where.weighted), *(solution.multipliers[name] for name in where.tight), solution.value]
    rows, right = list(system.rows), list(system.right)
    if bound is not None:
        rows.append((Fraction(0),) * (len(floats) - 1) + (Fraction(1),))
        right.append(bound)
    order = sorted(range(len(floats)), key=lambda k: (k != len(floats) - 1, -abs(floats[k])))
    for guess in guesses(floats):
        found = solved_near(rows, right, guess, order)
        certificate = _certificate(program, where, found.numbers, solution.value if bound is None else float(bound)) if found else None
        if found and certificate:
            return OnFace(certificate, kernel, unique=not found.free)
        if found is None or not found.free:
            return None
    return None


def _certificate(program: Program, where: Face, numbers: Sequence[Fraction], value: float) -> Certificate | None:
    *parts, bound = numbers
    if abs(float(bound) - value) > NEAR * max(abs(value), 1e-9):
        return None
    weights = [Fraction(0)] * len(program.numerators)
    for place, weight in zip(where.weighted, parts, strict=False):
        weights[place] = weight
    return proved(program, bound, weights, dict(zip(where.tight, parts[len(where.weighted) :], strict=True)))
