"""From floats to exact numbers: the simplest rational nearby, and linear equations solved over Q near a rounded guess."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpq, fmpq_mat

Rows = Sequence[Sequence[Fraction]]

DENOMINATORS = (12, 120, 5040, 10**5, 10**7, 10**9, 10**12)
"""What free unknowns are rounded to, in turn."""


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """The fraction of least denominator in a closed interval, by continued fractions."""
    if low <= 0 <= high:
        return Fraction(0)
    if high < 0:
        return -simplest(-high, -low)
    whole = low.numerator // low.denominator
    if whole == low:
        return Fraction(whole)
    if whole + 1 <= high:
        return Fraction(whole + 1)
    return whole + 1 / simplest(1 / (high - whole), 1 / (low - whole))


def simple(number: float | Fraction, within: float | Fraction) -> Fraction:
    """The simplest fraction within a distance, relative where the number is above 1."""
    exact = Fraction(number)
    room = Fraction(within) * max(abs(exact), Fraction(1))
    return simplest(exact - room, exact + room)


def guesses(numbers: Sequence[float]) -> Iterator[list[Fraction]]:
    """All of them rounded to one denominator, which keeps what is computed from them short; coarse ones first."""
    for denominator in DENOMINATORS:
        yield [Fraction(round(Fraction(float(number)) * denominator), denominator) for number in numbers]


def significant(numbers: Sequence[float]) -> Iterator[list[Fraction]]:
    """Each rounded to as many significant digits as the others, few first: for numbers of very different sizes."""
    for digits in (2, 5, 8, 11, 14):
        yield [Fraction(f"{number:.{digits}e}") for number in numbers]


@dataclass(frozen=True)
class Solved:
    """An exact solution, and the columns that the equations left free (they kept their guess)."""

    numbers: tuple[Fraction, ...]
    free: tuple[int, ...]


def solved_near(rows: Rows, right: Sequence[Fraction], guess: Sequence[Fraction], order: Sequence[int]) -> Solved | None:
    """A solution of rows @ x = right; unknowns that come first in `order` are determined by the others, which keep their guess."""
    width = len(guess)
    augmented = [[fmpq(row[k].numerator, row[k].denominator) for k in order] for row in rows]
    if not augmented:
        return Solved(tuple(guess), tuple(range(width)))
    reduced, rank = fmpq_mat([[*row, fmpq(value.numerator, value.denominator)] for row, value in zip(augmented, right, strict=True)]).rref()
    table = [[reduced[r, k] for k in range(width + 1)] for r in range(rank)]
    pivots = [next(k for k in range(width + 1) if row[k]) for row in table]
    if width in pivots:
        return None
    found = list(guess)
    free = [k for k in range(width) if k not in set(pivots)]
    for row, pivot in zip(table, pivots, strict=True):
        value = _fraction(row[width]) - sum(_fraction(row[k]) * guess[order[k]] for k in free if row[k])
        found[order[pivot]] = value
    return Solved(tuple(found), tuple(order[k] for k in free))


def _fraction(number: fmpq) -> Fraction:
    return Fraction(int(number.p), int(number.q))
