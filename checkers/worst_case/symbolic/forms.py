"""Linear forms with coefficients in a field of rational functions: vectors over a basis, numbers over values and inner products.

A field of rational functions over Q in the statement's constants is SymPy's sparse one, whose elements are kept in lowest terms; nothing is
simplified, and no float can enter. A form maps keys to nonzero elements: () for the constant term, ("value",) for an unknown number, ("a", "b")
in alphabetical order for the inner product of two basis vectors.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import sympy as sp
from sympy.polys.fields import FracField
from sympy.polys.orderings import lex

Element = Any
"""A rational function of the constants, an element of SymPy's sparse field."""

Key = TypeVar("Key")
FormKey = tuple[str, ...]
Vector = dict[str, Element]
Form = dict[FormKey, Element]


def field(symbols: Iterable[Any]) -> Any:
    """The field of rational functions over Q in the symbols (in one that stands for nothing where there are none)."""
    return FracField(tuple(symbols) or (sp.Symbol("one"),), sp.QQ, lex)


def plus(a: Mapping[Key, Element], b: Mapping[Key, Element], times: Element) -> dict[Key, Element]:
    """a + times * b."""
    total = dict(a)
    for key, part in b.items():
        total[key] = total[key] + times * part if key in total else times * part
    return {key: part for key, part in total.items() if part}


def scaled(a: Mapping[Key, Element], factor: Element) -> dict[Key, Element]:
    """factor * a."""
    return {key: factor * part for key, part in a.items() if factor * part}


def dot(a: Vector, b: Vector) -> Form:
    """The inner product of two vectors."""
    total: Form = {}
    for one, left in a.items():
        for two, right in b.items():
            pair = (one, two) if one <= two else (two, one)
            total[pair] = total[pair] + left * right if pair in total else left * right
    return {pair: part for pair, part in total.items() if part}
