"""Exact multipliers on a face: what vanishes at the worst case vanishes exactly, and the rest follows from linear equations over Q.

At the optimum Z annihilates the range of the worst Gram matrix, multipliers of conditions that are not tight are zero, and the constant that
is left is zero where s > 0. With the range given by rational vectors these are linear equations in the multipliers (and in the bound itself),
and a rounded solution of them stays positive semidefinite where the solver's was definite on the rest.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from checkers.worst_case.program import Program
from checkers.worst_case.solving.arrays import Arrays, Floats, arrays, dense
from checkers.worst_case.solving.solve import Solution
from checkers.worst_case.terms import Affine

Direction = dict[str, Fraction]


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


def faces(program: Program, solution: Solution) -> Iterator[Face]:
    """Of each multiplier and its slack, and of the eigenvalues of the two matrices along one direction, the smaller one is zero.

    They are compared in the units of the program, then in those of the worst case (a slack beside the terms that cancel in it, a multiplier by
    what it contributes): the first tell what vanishes altogether, the second what is only short.
    """
    a = arrays(program)
    quotient, closed = max(abs(solution.value), 1e-9), a.uses_scale and solution.scale > 1e-6
    weighted = tuple(k for k, weight in enumerate(solution.weights) if weight > 1e-6) or (0,)
    plain = Face(_tight(program, solution, a.norm.tolist(), 1.0), weighted, _range(a, solution, np.ones(a.size)), closed)
    yield plain
    inverse = np.linalg.pinv(a.back)
    diagonal = np.diag(inverse @ solution.gram @ inverse.T)
    lengths = np.sqrt(np.maximum(diagonal, 1e-12 * diagonal.max(initial=1e-12)))
    natural = Face(_tight(program, solution, magnitudes(program, solution), quotient), weighted, _range(a, solution, lengths), closed)
    if natural.tight != plain.tight or natural.kernel.shape != plain.kernel.shape:
        yield natural


def _tight(program: Program, solution: Solution, sizes: Sequence[float], quotient: float) -> tuple[str, ...]:
    """Names of the equalities, and of the conditions whose multipliers outweigh their slacks."""
    return tuple(
        c.name
        for c, size in zip(program.conditions, sizes, strict=False)
        if c.equality or solution.multipliers[c.name] * size / quotient > max(solution.slacks[c.name] / size, 1e-8)
    )


def magnitudes(program: Program, solution: Solution) -> list[float]:
    """Per condition the sum of the absolute values of its terms at the worst case."""
    return [max(terms_size(program, solution, condition.terms), 1e-12) for condition in program.conditions]


def terms_size(program: Program, solution: Solution, terms: Affine) -> float:
    """The sum of the absolute values of terms at the worst case, inner products at their largest."""
    length = dict(zip(program.basis, np.sqrt(np.maximum(np.diag(solution.gram), 0.0)).tolist(), strict=True))
    size: float = abs(float(terms.constant)) * solution.scale
    size += sum(abs(float(entry) * solution.values[name]) for name, entry in terms.values.items())
    size += sum(abs(float(entry)) * length[one] * length[two] for (one, two), entry in terms.products.items())
    return size


def residual(a: Arrays, solution: Solution) -> Floats:
    """Z as the solver found it, in the arrays' units."""
    y = np.array([*solution.multipliers.values(), *solution.weights, -solution.value]) * a.norm
    return -np.tensordot(y, dense(a), axes=1)


def _range(a: Arrays, solution: Solution, unit: Floats) -> Floats:
    """Eigenvectors of the Gram matrix in these units, as far as they outweigh Z; on their well-conditioned rows they are the identity."""
    inverse = np.linalg.pinv(a.back)
    values, vectors = np.linalg.eigh(inverse @ solution.gram @ inverse.T / np.outer(unit, unit))
    z = residual(a, solution) * np.outer(unit, unit) / max(abs(solution.value), 1e-9)
    against = np.einsum("ki,kl,li->i", vectors, z, vectors)
    return _echelon((a.back * unit) @ vectors[:, (values > against) & (values > 1e-6 * values.max(initial=0.0))])


def _echelon(span: Floats) -> Floats:
    """The same span with the identity on well-conditioned rows."""
    from scipy.linalg import qr

    if not span.shape[1]:
        return span
    _, _, order = qr(span.T, pivoting=True)
    inverted: Floats = span @ np.linalg.inv(span[order[: span.shape[1]]])
    return inverted


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
