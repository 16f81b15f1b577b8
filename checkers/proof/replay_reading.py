"""Terms of a certificate as numbers and vectors of the second checker. The language is the one that `checkers.proof.reading` describes."""

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from checkers.proof import replay_forms as forms
from checkers.proof.replay_terms import BASES, BINDERS, Number, Table, Vector, rational, require

NAME = re.compile(r"[^\W\d]\w*'*")
RATIONAL = re.compile(r"-?[0-9]{1,600}(/[0-9]{1,600})?")
LONGEST, DIGITS = 60, 10**600
"""Characters of a name, and what an integer is smaller than."""

VECTORS = (*BASES, "vectors", "scaled")


class Terms:
    """Reads the terms of one check."""

    def __init__(self, table: Table) -> None:
        self.t = table

    def number(self, term: Any) -> Number:
        """A number."""
        self.t.spend(5)
        if isinstance(term, (int, str)) and not isinstance(term, bool):
            return rational(fraction(term))
        require(isinstance(term, list) and bool(term) and isinstance(term[0], str), "a term is no term")
        head, *parts = term
        if head in BINDERS:
            return self._binder(head, parts)
        require(head in _NUMBERS, f"{head[:LONGEST]!r} is no head of a number")
        count, read = _NUMBERS[head]
        require(count is None or len(parts) == count, f"{head!r} does not take {len(parts)} parts")
        return read(self, *parts)

    def vector(self, term: Any) -> Vector:
        """A vector."""
        self.t.spend(5)
        require(isinstance(term, list) and bool(term) and isinstance(term[0], str) and term[0] in VECTORS, "a term is no vector")
        head, *parts = term
        count, read = _VECTORS[head]
        require(count is None or len(parts) == count, f"{head!r} does not take {len(parts)} parts")
        return read(self, *parts)

    def either(self, term: Any) -> Number | Vector:
        """A number or a vector, whichever it is."""
        return self.vector(term) if isinstance(term, list) and term and isinstance(term[0], str) and term[0] in VECTORS else self.number(term)

    def index(self, term: Any) -> Number:
        """A number that is an integer for all values of its symbols: integer coefficients, and symbols of that kind."""
        found = self.number(term)
        for monomial, c in found.terms.items():
            whole = c.denominator == 1 and all(self.t.nodes[a][0] == "integer" for a, _ in monomial)
            require(whole, "an index is not an integer for all values of its symbols")
        return found

    def _binder(self, head: str, parts: list[Any]) -> Number:
        require(len(parts) == (2 if head == "integral" else 4), f"{head!r} does not take {len(parts)} parts")
        kind = "real" if head == "integral" else "integer"
        symbol, ends = self.t.node(kind, named(parts[0])), [self.index(end) for end in parts[1:-1]]
        body = self.number(parts[-1])
        return forms.binder(self.t, head, symbol, ends, body)

    def _power(self, base: Any, exponent: Any) -> Number:
        require(type(exponent) is int and 0 <= exponent <= forms.POWER, "an exponent is no number from 0 to 64")
        return self.t.power(self.number(base), exponent)


def named(name: Any) -> str:
    """A name, of letters and digits."""
    require(isinstance(name, str) and len(name) <= LONGEST and NAME.fullmatch(name) is not None, "a name is none")
    return str(name)


def fraction(value: Any) -> Fraction:
    """A rational number, written as an integer or as "p/q"."""
    if type(value) is int:
        require(abs(value) < DIGITS, "a number is too long")
        return Fraction(value)
    require(isinstance(value, str) and RATIONAL.fullmatch(value) is not None, "a number is no rational number")
    top, _, bottom = value.partition("/")
    require(bottom == "" or int(bottom) != 0, "a number divides by zero")
    return Fraction(int(top), int(bottom or 1))


def _of_number(head: str) -> Callable[[Terms, Any], Number]:
    return lambda terms, part: terms.t.atom(head, terms.number(part))


def _symbol(head: str) -> Callable[[Terms, Any], Number]:
    return lambda terms, name: terms.t.atom(head, named(name))


_NUMBERS: dict[str, tuple[int | None, Callable[..., Number]]] = {
    "+": (None, lambda terms, *parts: terms.t.total(map(terms.number, parts))),
    "*": (None, lambda terms, *parts: terms.t.product(map(terms.number, parts))),
    "^": (2, Terms._power),
    "real": (1, _symbol("real")),
    "integer": (1, _symbol("integer")),
    "inv": (1, _of_number("inv")),
    "sqrt": (1, _of_number("sqrt")),
    "log": (1, _of_number("log")),
    "pow": (2, lambda terms, base, exponent: forms.power(terms.t, terms.number(base), terms.index(exponent))),
    "f": (1, lambda terms, at: terms.t.atom("f", terms.vector(at))),
    "inner": (2, lambda terms, left, right: forms.inner(terms.t, terms.vector(left), terms.vector(right))),
    "coordinate": (2, lambda terms, of, at: forms.coordinate(terms.t, terms.vector(of), terms.index(at))),
    "sequence": (2, lambda terms, name, at: terms.t.atom("sequence", named(name), terms.index(at))),
    "free": (2, lambda terms, name, at: terms.t.atom("free", named(name), terms.index(at))),
    "word": (None, lambda terms, name, *parts: terms.t.atom("word", named(name), *map(terms.either, parts))),
    "E": (2, lambda terms, step, part: forms.expectation(terms.t, terms.index(step), terms.number(part))),
}
_VECTORS: dict[str, tuple[int | None, Callable[..., Vector]]] = {
    "point": (1, lambda terms, name: terms.t.basis("point", named(name))),
    "iterate": (2, lambda terms, name, at: terms.t.basis("iterate", named(name), terms.index(at))),
    "gradient": (1, lambda terms, at: terms.t.basis("gradient", terms.vector(at))),
    "draw": (2, lambda terms, at, sample: terms.t.basis("draw", terms.vector(at), terms.index(sample))),
    "vectors": (None, lambda terms, *parts: terms.t.vectors(map(terms.vector, parts))),
    "scaled": (2, lambda terms, factor, part: terms.t.scaled(terms.vector(part), terms.number(factor))),
}
