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


def smallest_eigenvalue(a: Matrix) -> tuple[Fraction, Fraction]:
    """An enclosure of the smallest eigenvalue of a symmetric rational matrix, the lower end certified by LDL^T of (a - low I)."""
    low, high = largest_eigenvalue(tuple(tuple(-entry for entry in row) for row in a))
    return -high, -low


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
    rows = [[*row, value] for row, value in zip(a, b, strict=True)]
    width, pivots, top = len(a[0]), [], 0
    for column in range(width):
        pivot = next((r for r in range(top, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[top], rows[pivot] = rows[pivot], rows[top]
        rows[top] = [entry / rows[top][column] for entry in rows[top]]
        for r in range(len(rows)):
            if r != top and rows[r][column]:
                rows[r] = [p - rows[r][column] * q for p, q in zip(rows[r], rows[top], strict=True)]
        pivots.append(column)
        top += 1
    if any(row[width] for row in rows[top:]):
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
