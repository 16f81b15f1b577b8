"""Terms of the kernel read head by head: what the readings of terms in these tests share, in the arithmetic of the plain reading.

Nothing of the kernel's normal forms is used: a term is plain data, and each head has one line that says what it is.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, ClassVar

from tests.checkers.experiment.second_reading import plain_numbers as n


class ByHead:
    """A reading of terms, by a line for each head that makes a number and each that makes a vector; `dimension` is that of its vectors."""

    numbers: ClassVar[Mapping[str, Callable[..., Any]]]
    vectors: ClassVar[Mapping[str, Callable[..., Any]]]

    def number(self, term: Any) -> Any:
        if isinstance(term, (int, str)):
            return self.constant(Fraction(term))
        head, *parts = term
        return self.numbers[head](self, *parts)

    def vector(self, term: Any) -> Any:
        head, *parts = term
        return self.vectors[head](self, *parts)

    def constant(self, value: Fraction) -> Any:
        """What a number that is written out stands for."""
        return value


def _product(reading: Any, *factors: Any) -> n.Number:
    found: n.Number = Fraction(1)
    for factor in factors:
        found = n.times(found, reading.number(factor))
    return found


def _sum_of_vectors(reading: Any, *vectors: Any) -> n.Vector:
    found: n.Vector = (Fraction(0),) * reading.dimension
    for vector in vectors:
        found = n.moved(found, reading.vector(vector))
    return found


NUMBERS: Mapping[str, Callable[..., n.Number]] = {
    "+": lambda reading, *parts: n.total(reading.number(part) for part in parts),
    "*": _product,
    "^": lambda reading, base, exponent: n.power(reading.number(base), Fraction(exponent)),
    "inv": lambda reading, inside: n.over(Fraction(1), reading.number(inside)),
    "inner": lambda reading, left, right: n.dot(reading.vector(left), reading.vector(right)),
}
VECTORS: Mapping[str, Callable[..., n.Vector]] = {
    "vectors": _sum_of_vectors,
    "scaled": lambda reading, factor, of: n.scaled(reading.number(factor), reading.vector(of)),
}
"""The heads that are arithmetic, whatever is read."""
