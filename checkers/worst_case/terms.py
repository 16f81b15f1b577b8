"""Exact linear terms: vectors as combinations of named basis vectors, numbers as affine expressions in values and inner products.

Terms that mean the same compare equal as data, for zero coefficients are never kept; nothing overloads `==`.
"""

from collections.abc import Iterable, Mapping
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
                products[pair] = products[pair] + a * b if pair in products else a * b
        return Affine(products={pair: product for pair, product in products.items() if product})

    def squared(self) -> "Affine":
        """The squared norm."""
        parts = sorted(self.parts.items())
        products = {(one, one): a * a for one, a in parts}
        for number, (one, a) in enumerate(parts):
            twice = a + a
            products.update({(one, two): twice * b for two, b in parts[:number:-1]})
        return Affine(products=products)


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


def weighted(parts: Iterable[tuple[Fraction, Affine]]) -> Affine:
    """The sum of factors times expressions."""
    constant = ZERO
    values: dict[str, Fraction] = {}
    products: dict[Pair, Fraction] = {}
    for factor, one in parts:
        if one.constant:
            constant += factor * one.constant
        _add(values, one.values, factor)
        _add(products, one.products, factor)
    return Affine(constant, {k: a for k, a in values.items() if a}, {k: a for k, a in products.items() if a})


def _add(total: dict[Key, Fraction], more: Mapping[Key, Fraction], factor: Fraction) -> None:
    for key, part in _scaled(more, factor).items():
        total[key] = total[key] + part if key in total else part


def _summed(a: Mapping[Key, Fraction], b: Mapping[Key, Fraction], times: Fraction) -> Mapping[Key, Fraction]:
    """a + times * b; a product with 1 or -1 is not computed, for fractions are slow."""
    if not a:
        return _scaled(b, times)
    total = dict(a)
    for key, part in _scaled(b, times).items():
        here = total.get(key)
        if here is None:
            total[key] = part
        elif here == -part:
            del total[key]
        else:
            total[key] = here + part
    return total


def _scaled(parts: Mapping[Key, Fraction], factor: Fraction) -> Mapping[Key, Fraction]:
    if factor == 1:
        return parts
    if factor == -1:
        return {key: -part for key, part in parts.items()}
    return {key: factor * part for key, part in parts.items()} if factor else {}
