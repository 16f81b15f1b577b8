"""What terms of the language become: exact numbers, affine expressions, the least or largest of several, vectors; and sums and products of them."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from checkers.worst_case.program import NotReadError
from checkers.worst_case.terms import Affine, Vector

MOST_OPTIONS = 256
"""Expressions that a least or largest of several may range over."""


@dataclass(frozen=True)
class Extreme:
    """The largest of several affine expressions, or the least."""

    largest: bool
    options: tuple[Affine, ...]


Number = Fraction | Affine | Extreme
Quantity = Number | Vector

ZERO_VECTOR = Vector()


def affine(q: Fraction | Affine) -> Affine:
    """A number as an affine expression."""
    return q if isinstance(q, Affine) else Affine(q)


def options(q: Number) -> tuple[Affine, ...]:
    """What an extreme ranges over; any other number by itself."""
    return q.options if isinstance(q, Extreme) else (affine(q),)


def added(a: Quantity, b: Quantity, e: Any) -> Quantity:
    """a + b, which stand in the term e."""
    if isinstance(a, Vector) or isinstance(b, Vector):
        return _added_vectors(a, b, e)
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return a + b
    if isinstance(a, Extreme) or isinstance(b, Extreme):
        return _added_extremes(a, b, e)
    return plain(affine(a).plus(affine(b)))


def _added_vectors(a: Quantity, b: Quantity, e: Any) -> Vector:
    for one, other in ((a, b), (b, a)):
        if one == 0 and isinstance(other, Vector):  # the language writes u - u as the number 0
            return other
    if isinstance(a, Vector) and isinstance(b, Vector):
        return a.plus(b)
    raise NotReadError(f"{e} adds a number to each coordinate of a vector, which is not linear in points and gradients.")


def _added_extremes(a: Number, b: Number, e: Any) -> Extreme:
    kinds = {q.largest for q in (a, b) if isinstance(q, Extreme)}
    if len(kinds) > 1:
        raise NotReadError(f"{e} adds a least to a largest of several terms inside one term.")
    _check_count(len(options(a)) * len(options(b)), e)
    sums = tuple(one.plus(other) for one, other in product(options(a), options(b)))
    return extreme(kinds.pop(), sums, e)


def multiplied(a: Quantity, b: Quantity, e: Any) -> Quantity:
    """a * b, which stand in the term e; one of them is an exact number."""
    if not isinstance(a, Fraction):
        a, b = b, a
    if not isinstance(a, Fraction):
        raise NotReadError(f"{e} multiplies quantities that both depend on the function: it is not linear in values and inner products.")
    if isinstance(b, Fraction):
        return a * b
    if isinstance(b, Extreme):
        return Extreme(b.largest == (a >= 0), tuple(one.times(a) for one in b.options))
    return b.times(a) if isinstance(b, Vector) else plain(b.times(a))


def extreme(largest: bool, found: tuple[Affine, ...], e: Any) -> Extreme:
    """The largest or least of several expressions, each of them once."""
    _check_count(len(found), e)
    once = {(one.constant, frozenset(one.values.items()), frozenset(one.products.items())): one for one in found}
    return Extreme(largest, tuple(once.values()))


def _check_count(count: int, e: Any) -> None:
    if count > MOST_OPTIONS:
        raise NotReadError(f"{e} ranges over {count} choices of terms; at most {MOST_OPTIONS} are tried.")


def plain(q: Affine) -> Fraction | Affine:
    """A constant expression as a number."""
    return q.constant if q.is_constant else q
