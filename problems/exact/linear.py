"""Linear algebra over the rationals: definiteness by pivoted LDL^T, certified ends of a spectrum, solving, rational orthogonal matrices."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

Vector = tuple[Fraction, ...]
Matrix = tuple[Vector, ...]


def is_positive_semidefinite(a: Matrix) -> bool:
    """Whether a symmetric rational matrix is positive semidefinite, decided by LDL^T with diagonal pivots."""
    rows = [list(row) for row in a]
    active = list(range(len(rows)))
    while active:
        if any(rows[i][i] < 0 for i in active):
            return False
        pivot = next((i for i in active if rows[i][i] > 0), None)
        if pivot is None:
            return all(rows[i][j] == 0 for i in active for j in active)
        active.remove(pivot)
        for i in active:
            ratio = rows[i][pivot] / rows[pivot][pivot]
            if ratio:
                for j in active:
                    rows[i][j] -= ratio * rows[pivot][j]
    return True


def shifted(a: Matrix, by: Fraction, sign: int = 1) -> Matrix:
    """sign * a + by * identity."""
    return tuple(tuple(sign * entry + (by if i == j else 0) for j, entry in enumerate(row)) for i, row in enumerate(a))


def largest_eigenvalue(a: Matrix, digits: int = 40) -> tuple[Fraction, Fraction]:
    """An enclosure of the largest eigenvalue of a symmetric rational matrix: the upper end certified by LDL^T of (high I - a)."""
    guess = Fraction(float(np.linalg.eigvalsh(np.array([[float(e) for e in row] for row in a]))[-1]))
    size = max(abs(guess), Fraction(1))
    for power in range(digits, -8, -4):
        margin = size * Fraction(1, 2**power) if power > 0 else size * 2 ** (-power)
        low, high = guess - margin, guess + margin
        if is_positive_semidefinite(shifted(a, high, -1)) and not is_positive_semidefinite(shifted(a, low, -1)):
            return low, high
    raise ArithmeticError("no certified enclosure of the largest eigenvalue was found")


def product(a: Matrix, b: Matrix) -> Matrix:
    """The matrix product."""
    columns = list(zip(*b, strict=True))
    return tuple(tuple(sum((p * q for p, q in zip(row, column, strict=True)), Fraction(0)) for column in columns) for row in a)


def transpose(a: Matrix) -> Matrix:
    """Rows and columns exchanged."""
    return tuple(zip(*a, strict=True))


def apply(a: Matrix, x: Sequence[Fraction]) -> Vector:
    """The matrix times a vector."""
    return tuple(sum((p * q for p, q in zip(row, x, strict=True)), Fraction(0)) for row in a)


def dot(a: Sequence[Fraction], b: Sequence[Fraction]) -> Fraction:
    """The inner product."""
    return sum((p * q for p, q in zip(a, b, strict=True)), Fraction(0))


def solve(a: Matrix, b: Sequence[Fraction]) -> Vector | None:
    """A solution of a x = b by exact elimination (free unknowns zero), or None where there is none."""
    width = len(a[0])
    rows, pivots = _reduced([[*row, value] for row, value in zip(a, b, strict=True)], width)
    if any(row[width] for row in rows[len(pivots) :]):
        return None
    found = [Fraction(0)] * width
    for row, column in zip(rows, pivots, strict=False):
        found[column] = row[width]
    return tuple(found)


def reflection(v: Sequence[Fraction]) -> Matrix:
    """The rational orthogonal matrix I - 2 v v^T / v^T v (the identity for v = 0)."""
    square = dot(v, v)
    n = len(v)
    return tuple(tuple(Fraction(int(i == j)) - (2 * v[i] * v[j] / square if square else 0) for j in range(n)) for i in range(n))


def rational_largest_eigenvalue(a: Matrix) -> tuple[Fraction, Fraction]:
    """The largest eigenvalue of a symmetric rational matrix, exact where it is a rational of small denominator, else enclosed."""
    if len(a) == 1:
        return a[0][0], a[0][0]
    low, high = largest_eigenvalue(a)
    for denominator in (1, 10**2, 10**4):
        guess = ((low + high) / 2).limit_denominator(denominator)
        reflected = shifted(a, guess, -1)
        if low <= guess <= high and is_positive_semidefinite(reflected) and null_space(reflected):
            return guess, guess
    return low, high


def null_space(a: Matrix) -> tuple[Vector, ...]:
    """A basis of the vectors that a rational matrix maps to zero."""
    rows, pivots = _reduced([list(row) for row in a], len(a[0]))
    basis = []
    for free in (column for column in range(len(a[0])) if column not in pivots):
        found = [Fraction(int(column == free)) for column in range(len(a[0]))]
        for row, pivot in zip(rows, pivots, strict=False):
            found[pivot] = -row[free]
        basis.append(tuple(found))
    return tuple(basis)


def _reduced(rows: list[list[Fraction]], width: int) -> tuple[list[list[Fraction]], list[int]]:
    """Reduced row echelon form over the first `width` columns, and the columns of its pivots."""
    pivots: list[int] = []
    for column in range(width):
        top = len(pivots)
        pivot = next((r for r in range(top, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[top], rows[pivot] = rows[pivot], rows[top]
        rows[top] = [entry / rows[top][column] for entry in rows[top]]
        for r in range(len(rows)):
            if r != top and rows[r][column]:
                rows[r] = [p - rows[r][column] * q for p, q in zip(rows[r], rows[top], strict=True)]
        pivots.append(column)
    return rows, pivots


def orthogonal_basis(vectors: Sequence[Vector]) -> tuple[Vector, ...]:
    """Orthogonal (not normalised) vectors of the same span, by exact Gram-Schmidt."""
    basis: list[Vector] = []
    for vector in vectors:
        rest = without(vector, basis)
        if any(rest):
            basis.append(rest)
    return tuple(basis)


def without(vector: Vector, basis: Sequence[Vector]) -> Vector:
    """What remains of a vector after projecting out orthogonal ones."""
    for other in basis:
        ratio = dot(vector, other) / dot(other, other)
        vector = tuple(p - ratio * q for p, q in zip(vector, other, strict=True))
    return vector


def row_space_projector(a: Matrix) -> Matrix:
    """The orthogonal projector onto the span of the rows."""
    basis = orthogonal_basis(a)
    unit = [tuple(Fraction(int(i == j)) for j in range(len(a[0]))) for i in range(len(a[0]))]
    return tuple(tuple(p - q for p, q in zip(e, without(e, basis), strict=True)) for e in unit)


def least_nonzero_eigenvalue(a: Matrix, projector: Matrix, digits: int = 40) -> tuple[Fraction, Fraction]:
    """An enclosure of the least nonzero eigenvalue of a positive semidefinite rational matrix; `projector` maps onto its range.

    low: a - low projector is positive semidefinite; high: a - high projector is not. Both are decided by LDL^T. The low end is 0 where the
    eigenvalue is too small beside the largest one to be told from 0.
    """
    spectrum = np.linalg.eigvalsh(np.array([[float(e) for e in row] for row in a]))
    flat = len(a) - int(sum(projector[i][i] for i in range(len(a))))
    guess = Fraction(max(float(spectrum[min(flat, len(a) - 1)]), 0.0))
    for denominator in (1, 10**2, 10**4):
        plain = guess.limit_denominator(denominator)
        rest = _less(a, plain, projector)
        if plain > 0 and is_positive_semidefinite(rest) and len(null_space(rest)) > flat:
            return plain, plain
    for power in range(digits, 0, -4):
        margin = max(guess, Fraction(1, 2**60)) * Fraction(1, 2**power)
        low, high = guess - margin, guess + margin
        if low > 0 and is_positive_semidefinite(_less(a, low, projector)) and not is_positive_semidefinite(_less(a, high, projector)):
            return low, high
    return Fraction(0), min(a[i][i] / projector[i][i] for i in range(len(a)) if projector[i][i])


def _less(a: Matrix, by: Fraction, projector: Matrix) -> Matrix:
    """a - by projector."""
    return tuple(tuple(p - by * q for p, q in zip(*rows, strict=True)) for rows in zip(a, projector, strict=True))
