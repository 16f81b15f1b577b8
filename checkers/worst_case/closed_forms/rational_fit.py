"""Rational functions through exact values, in one or several variables, of the lowest degree that predicts points to spare."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import comb
from typing import Any

from flint import fmpq, fmpq_mat

Place = tuple[Fraction, ...]
"""The values of the variables at a sample, in the order of the field's symbols."""

HIGHEST = 7
"""The largest sum of the degrees of numerator and denominator."""


def fitted(field: Any, places: Sequence[Place], values: Sequence[Fraction], spare: int = 2) -> Any | None:
    """The element of `field` of the lowest degree that takes the values at the places, or None.

    field : SymPy's field of rational functions over Q in len(place) symbols. Of n unknown coefficients (one of them is free to choose) at least
    n - 1 + spare values must be there, so that `spare` of them are predicted.
    """
    variables = len(places[0])
    for top, bottom in _degrees(variables, len(places) - spare):
        found = _through(field, places, values, top, bottom)
        if found is not None:
            return found
    return None


def needed(variables: int, top: int, bottom: int, spare: int = 2) -> int:
    """How many values tell a rational function of these degrees, with so many to spare."""
    return _count(variables, top) + _count(variables, bottom) - 1 + spare


def _degrees(variables: int, most: int) -> Iterator[tuple[int, int]]:
    """Degrees of numerator and denominator, simple ones first, that `most` values tell."""
    for total in range(HIGHEST + 1):
        for bottom in range(total + 1):
            if _count(variables, total - bottom) + _count(variables, bottom) - 1 <= most:
                yield total - bottom, bottom


def _count(variables: int, degree: int) -> int:
    return comb(variables + degree, degree)


def _exponents(variables: int, degree: int) -> list[tuple[int, ...]]:
    return [e for e in product(range(degree + 1), repeat=variables) if sum(e) <= degree]


def _through(field: Any, places: Sequence[Place], values: Sequence[Fraction], top: int, bottom: int) -> Any | None:
    """p/q with p(place) = value q(place) at every place and q zero at none."""
    above, below = _exponents(len(places[0]), top), _exponents(len(places[0]), bottom)
    rows = [[_monomial(z, e) for e in above] + [-value * _monomial(z, e) for e in below] for z, value in zip(places, values, strict=True)]
    solution = _null_vector(rows)
    if solution is None:
        return None
    p, q = _polynomial(field, above, solution[: len(above)]), _polynomial(field, below, solution[len(above) :])
    if not q:
        return None
    found = field(p) / field(q)
    agree = all(at(found.denom, z) != 0 and at(found.numer, z) == value * at(found.denom, z) for z, value in zip(places, values, strict=True))
    return found if agree else None


def _monomial(place: Place, exponents: tuple[int, ...]) -> Fraction:
    made = Fraction(1)
    for z, power in zip(place, exponents, strict=True):
        made *= z**power
    return made


def at(polynomial: Any, place: Place) -> Fraction:
    """The value of a polynomial in the field's symbols."""
    terms = polynomial.iterterms()
    return sum((Fraction(int(c.numerator), int(c.denominator)) * _monomial(place, e) for e, c in terms), Fraction(0))


def value(element: Any, place: Place) -> Fraction:
    """The value of a rational function; ZeroDivisionError at a pole."""
    return at(element.numer, place) / at(element.denom, place)


def _polynomial(field: Any, exponents: list[tuple[int, ...]], coefficients: Sequence[Fraction]) -> Any:
    ring = field.ring
    return ring.from_dict({e: ring.domain(c.numerator, c.denominator) for e, c in zip(exponents, coefficients, strict=True) if c})


def _null_vector(rows: list[list[Fraction]]) -> list[Fraction] | None:
    """A vector that the rows annihilate, with the last free entry 1 and the other free ones 0."""
    reduced, rank = fmpq_mat([[fmpq(c.numerator, c.denominator) for c in row] for row in rows]).rref()
    width = len(rows[0])
    if rank == width:
        return None
    pivots = [next(c for c in range(width) if reduced[r, c] != 0) for r in range(rank)]
    free = next(c for c in range(width) if c not in pivots)
    found = [Fraction(0)] * width
    found[free] = Fraction(1)
    for r, c in enumerate(pivots):
        found[c] = -Fraction(int(reduced[r, free].p), int(reduced[r, free].q))
    return found
