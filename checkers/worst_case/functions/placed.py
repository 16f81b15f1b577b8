"""A program's vectors and values as rational numbers: what they give for its terms, decided in fractions."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from checkers.worst_case.program import Program
from checkers.worst_case.terms import Affine, Vector

ZERO = Fraction(0)
Point = tuple[Fraction, ...]


@dataclass(frozen=True)
class Placed:
    """Basis vectors by name as points of Q^d, and the values by name."""

    vectors: Mapping[str, Point]
    values: Mapping[str, Fraction]

    @property
    def dimension(self) -> int:
        """d."""
        return len(next(iter(self.vectors.values())))

    def point(self, v: Vector) -> Point:
        """A combination of the basis vectors."""
        found = [ZERO] * self.dimension
        for name, factor in v.parts.items():
            found = [a + factor * b for a, b in zip(found, self.vectors[name], strict=True)]
        return tuple(found)

    def number(self, a: Affine) -> Fraction:
        """An affine expression."""
        products = sum((c * _inner(self.vectors[i], self.vectors[j]) for (i, j), c in a.products.items()), ZERO)
        return a.constant + products + sum((c * self.values[name] for name, c in a.values.items()), ZERO)


def _inner(a: Point, b: Point) -> Fraction:
    return sum((p * q for p, q in zip(a, b, strict=True)), ZERO)


def broken(program: Program, placed: Placed) -> str | None:
    """The name of the first condition that does not hold exactly, or None."""
    for condition in program.conditions:
        found = placed.number(condition.terms)
        if found < 0 or (condition.equality and found):
            return condition.name
    return None


def quotient(program: Program, placed: Placed) -> Fraction | None:
    """The least numerator over the denominator; None where a condition fails or the denominator is not positive."""
    below = placed.number(program.denominator)
    if below <= 0 or broken(program, placed) is not None:
        return None
    return min(placed.number(one) for one in program.numerators) / below
