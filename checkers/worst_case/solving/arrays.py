"""A program in floats: its exact terms as sparse arrays, reduced to the directions that matter and scaled to numbers near 1."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from checkers.worst_case.program import Program
from checkers.worst_case.terms import Affine

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

ROUNDS = 6
"""Rounds of scaling; each halves the spread of the exponents."""

SMALL = 1e-6
"""Vectors and numbers shorter than this, beside the longest, are taken to be as long."""

KERNEL = 1e-9
"""Directions whose share in all matrices is below this are the common kernel."""


@dataclass(frozen=True, eq=False)
class Arrays:
    """Rows of linear terms in a Gram matrix of size `size` and `width` numbers, of which the last one is the scale s.

    row, i, j, entry               : products, i <= j; `entry` stands before the (i, j) entry of the Gram matrix
    value_row, column, coefficient : values and constants
    back : (basis, size) float64, what takes a Gram matrix of these arrays back to that of the program: back @ gram @ back.T
    unit : (width,) float64, what takes the numbers back: unit * values
    norm : (rows,) float64, what each row of the program was divided by
    """

    rows: int
    size: int
    width: int
    row: Indices
    i: Indices
    j: Indices
    entry: Floats
    value_row: Indices
    column: Indices
    coefficient: Floats
    back: Floats
    unit: Floats
    norm: Floats

    @property
    def uses_scale(self) -> bool:
        """Whether a constant stands in any row."""
        return bool((self.column == self.width - 1).any())


def arrays(program: Program) -> Arrays:
    """Conditions, numerators and denominator, one row each in that order."""
    terms = [*(condition.terms for condition in program.conditions), *program.numerators, program.denominator]
    return _scaled(_reduced(_plain(terms, program.basis, program.values)))


def _plain(terms: Sequence[Affine], basis: tuple[str, ...], values: tuple[str, ...]) -> Arrays:
    place, slot = {name: k for k, name in enumerate(basis)}, {name: k for k, name in enumerate(values)}
    products: list[tuple[float, ...]] = []
    numbers: list[tuple[float, ...]] = []
    for row, affine in enumerate(terms):
        for (one, two), a in affine.products.items():
            products.append((row, *sorted((place[one], place[two])), a.numerator / a.denominator))
        numbers.extend((row, slot[name], a.numerator / a.denominator) for name, a in affine.values.items())
        if affine.constant:
            numbers.append((row, len(values), float(affine.constant)))
    p, v = _columns(products, 4), _columns(numbers, 3)
    row, i, j, value_row, column = (part.astype(np.int64) for part in (*p[:3], *v[:2]))
    units = (np.eye(len(basis)), np.ones(len(values) + 1), np.ones(len(terms)))
    return Arrays(len(terms), len(basis), len(values) + 1, row, i, j, p[3], value_row, column, v[2], *units)


def _columns(entries: Sequence[tuple[float, ...]], width: int) -> Floats:
    return np.array(entries, dtype=np.float64).reshape(-1, width).T


def dense(a: Arrays) -> Floats:
    """The symmetric matrices of all rows, (rows, size, size)."""
    half = np.zeros((a.rows, a.size, a.size))
    np.add.at(half, (a.row, a.i, a.j), a.entry / 2)
    return half + half.transpose(0, 2, 1)


def triangle(size: int) -> tuple[Indices, Indices, Floats]:
    """Rows and columns of the stacked upper triangle, and what the entries of a matrix are multiplied with."""
    j, i = np.tril_indices(size)
    return i, j, np.where(i == j, 1.0, np.sqrt(2.0))


def coefficients(a: Arrays) -> tuple[Indices, Indices, Floats]:
    """All rows over the stacked triangle of the Gram matrix, the values, and s: row, column and entry of each coefficient."""
    length = a.size * (a.size + 1) // 2
    entries = np.concatenate([np.where(a.i == a.j, a.entry, a.entry * np.sqrt(0.5)), a.coefficient])
    columns = np.concatenate([a.j * (a.j + 1) // 2 + a.i, length + a.column])
    return np.concatenate([a.row, a.value_row]), columns, entries


def _reduced(a: Arrays) -> Arrays:
    """Without the directions that no row sees: a Gram matrix is not determined there, and grows without bound in an interior point method."""
    seen = np.zeros((a.size, a.size))
    matrices = dense(a)
    for matrix in matrices:
        size = np.abs(matrix).max(initial=0.0)
        if size:
            seen += matrix @ matrix / size**2
    values, vectors = np.linalg.eigh(seen)
    kept = values > KERNEL * values.max(initial=1.0)
    if kept.all():
        return a
    used = np.abs(seen).max(axis=1) > 0
    back = np.eye(a.size)[:, used] if used.sum() == kept.sum() else vectors[:, kept]
    smaller = back.T @ matrices @ back
    row, i, j = np.nonzero(np.triu(np.where(np.abs(smaller) > 1e-14, smaller, 0.0)))
    entry = smaller[row, i, j] * np.where(i == j, 1.0, 2.0)
    return replace(a, size=back.shape[1], row=row, i=i, j=j, entry=entry, back=back)


def _scaled(a: Arrays) -> Arrays:
    """Units of vectors and numbers, powers of two, chosen so that the entries of all rows are near 1."""
    vector, unit, norm = np.ones(a.size), np.ones(a.width), np.ones(a.rows)
    p, v = np.abs(a.entry), np.abs(a.coefficient)
    for _ in range(ROUNDS):
        here, there = p * vector[a.i] * vector[a.j] / norm[a.row], v * unit[a.column] / norm[a.value_row]
        norm = norm * _largest(a.rows, (a.row, here), (a.value_row, there))
        here, there = p * vector[a.i] * vector[a.j] / norm[a.row], v * unit[a.column] / norm[a.value_row]
        vector = vector / np.sqrt(_largest(a.size, (a.i, here), (a.j, here)))
        unit = unit / _largest(a.width, (a.column, there))
    vector, unit, norm = (np.exp2(np.round(np.log2(part))) for part in (vector, unit, norm))
    entry = a.entry * vector[a.i] * vector[a.j] / norm[a.row]
    coefficient = a.coefficient * unit[a.column] / norm[a.value_row]
    return replace(a, entry=entry, coefficient=coefficient, back=a.back * vector, unit=unit, norm=norm)


def in_units(a: Arrays, lengths: Floats, sizes: Floats) -> Arrays:
    """The same rows for vectors of these lengths (size,) and numbers of these sizes (width,): near 1 where they are the worst case's."""
    vector, unit = (np.exp2(np.round(np.log2(np.maximum(part, SMALL * part.max(initial=SMALL))))) for part in (lengths, sizes))
    entry, coefficient = a.entry * vector[a.i] * vector[a.j], a.coefficient * unit[a.column]
    norm = np.exp2(np.round(np.log2(_largest(a.rows, (a.row, np.abs(entry)), (a.value_row, np.abs(coefficient))))))
    entry, coefficient = entry / norm[a.row], coefficient / norm[a.value_row]
    return replace(a, entry=entry, coefficient=coefficient, back=a.back * vector, unit=a.unit * unit, norm=a.norm * norm)


def _largest(count: int, *parts: tuple[Indices, Floats]) -> Floats:
    """Per index the largest entry, 1 where there is none."""
    largest = np.zeros(count)
    for index, entries in parts:
        np.maximum.at(largest, index, entries)
    return np.where(largest > 0, largest, 1.0)
