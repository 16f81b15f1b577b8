"""Exact linear terms: vectors as combinations of named basis vectors, numbers as affine expressions in values and inner products.

Terms that mean the same compare equal as data, for zero coefficients are never kept; nothing overloads `==`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

Key = TypeVar("Key")

Pair = tuple[str, str]
"""Names of two basis vectors, in alphabetical order: the entry of the Gram matrix that is their inner product."""

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Vector:
    """A combination of basis vectors, by name."""

    parts: Mapping[str, Fraction] = field(default_factory=dict)

    def plus(self, other: "Vector", times: Fraction = ONE) -> "Vector":
        """self + times * other."""
        return Vector(_summed(self.parts, other.parts, times))

    def times(self, factor: Fraction) -> "Vector":
        """The multiple."""
        return Vector(_scaled(self.parts, factor))

    def dot(self, other: "Vector") -> "Affine":
        """The inner product, linear in the Gram matrix."""
        products: dict[Pair, Fraction] = {}
        for one, a in self.parts.items():
            for two, b in other.parts.items():
                pair = (one, two) if one <= two else (two, one)
                products[pair] = products.get(pair, ZERO) + a * b
        return Affine(products=_nonzero(products))

    def squared(self) -> "Affine":
        """The squared norm."""
        return self.dot(self)


@dataclass(frozen=True)
class Affine:
    """constant + sum of values + sum of inner products of basis vectors, with rational coefficients."""

    constant: Fraction = ZERO
    values: Mapping[str, Fraction] = field(default_factory=dict)
    products: Mapping[Pair, Fraction] = field(default_factory=dict)

    def plus(self, other: "Affine", times: Fraction = ONE) -> "Affine":
        """self + times * other."""
        values = _summed(self.values, other.values, times)
        return Affine(self.constant + times * other.constant, values, _summed(self.products, other.products, times))

    def times(self, factor: Fraction) -> "Affine":
        """The multiple."""
        return Affine(factor * self.constant, _scaled(self.values, factor), _scaled(self.products, factor))

    @property
    def is_constant(self) -> bool:
        """Whether no value and no inner product stands in it."""
        return not self.values and not self.products


def basis(name: str) -> Vector:
    """One basis vector."""
    return Vector({name: ONE})


def number(value: Fraction | int) -> Affine:
    """A constant."""
    return Affine(Fraction(value))


def variable(name: str) -> Affine:
    """One of the values."""
    return Affine(values={name: ONE})


def combined(constant: Fraction, terms: Sequence[Affine], products: Sequence[tuple[Vector, Vector, Fraction]]) -> Affine:
    """constant + sum of terms + sum of factor * <u, v> over products (u, v, factor), gathered at once."""
    values: dict[str, Fraction] = {}
    gram: dict[Pair, Fraction] = {}
    for term in terms:
        constant += term.constant
        for name, factor in term.values.items():
            values[name] = values.get(name, ZERO) + factor
        for pair, factor in term.products.items():
            gram[pair] = gram.get(pair, ZERO) + factor
    for one, two, factor in products:
        for a, x in one.parts.items():
            weight = factor * x
            for b, y in two.parts.items():
                pair = (a, b) if a <= b else (b, a)
                gram[pair] = gram[pair] + weight * y if pair in gram else weight * y
    return Affine(constant, _nonzero(values), _nonzero(gram))


def _nonzero(parts: Mapping[Key, Fraction]) -> dict[Key, Fraction]:
    return {key: part for key, part in parts.items() if part}


def _summed(a: Mapping[Key, Fraction], b: Mapping[Key, Fraction], times: Fraction) -> Mapping[Key, Fraction]:
    if not a:
        return _scaled(b, times)
    total = dict(a)
    for key, part in _scaled(b, times).items():
        total[key] = total[key] + part if key in total else part
    return _nonzero(total)


def _scaled(parts: Mapping[Key, Fraction], factor: Fraction) -> Mapping[Key, Fraction]:
    """factor * parts; nothing is multiplied by 1 or -1, for fractions are slow."""
    if factor == 1:
        return parts
    if factor == -1:
        return {key: -part for key, part in parts.items()}
    return {key: factor * part for key, part in parts.items()} if factor else {}
