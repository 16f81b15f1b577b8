"""Terms as plain data, the form in which statements, steps and certificates hold them, to numbers and vectors of the kernel and back.

Numbers: an integer or "p/q"; ["real", name], ["integer", name]; ["+", …], ["*", …], ["^", term, n]; ["inv", term], ["sqrt", term], ["log", term],
["pow", base, exponent]; ["f", vector], ["inner", vector, vector], ["coordinate", vector, index], ["sequence", name, index] for what a method
computes and ["free", name, index] for what is given; ["word", name, …] for what is not looked into; ["E", step, term],
["sum" | "least" | "greatest", name, lo, hi, term], ["integral", name, term].
Vectors: ["point", name], ["iterate", name, index], ["gradient", vector], ["draw", vector, sample]; ["vectors", …] for sums, ["scaled", term, vector].
"""

import re
from typing import Any

from flint import fmpq

from checkers.proof.forms import BASES, POWER, RejectedError, binder, coordinate, expectation, inner, is_integer, power, require, vector_sum
from checkers.proof.polynomial import BINDERS, Polynomial, Vector, atom, product, rational, total, unit

NAME = re.compile(r"[^\W\d]\w*'*", re.UNICODE)
NUMBER = re.compile(r"-?[0-9]+(/[0-9]+)?")

VECTORS = (*BASES, "vectors", "scaled")


def number(term: Any) -> Polynomial:
    """A term as a polynomial in atoms."""
    if isinstance(term, (int, str)) and not isinstance(term, bool):
        return rational(fraction(term))
    require(isinstance(term, (list, tuple)) and bool(term) and isinstance(term[0], str), f"{term!r} is no term")
    head, *parts = term
    if head not in _NUMBERS and head not in BINDERS:
        raise RejectedError(f"{head!r} is no head of a number")
    try:
        found: Polynomial = _binder(head, *parts) if head in BINDERS else _NUMBERS[head](*parts)
    except TypeError as error:
        raise RejectedError(f"{head!r} does not take {len(parts)} parts") from error
    return found


def fraction(value: Any) -> fmpq:
    """A rational number, written as an integer or as "p/q"."""
    if isinstance(value, int) and not isinstance(value, bool):
        return fmpq(value)
    require(isinstance(value, str) and NUMBER.fullmatch(value) is not None, f"{value!r} is no rational number")
    top, _, bottom = value.partition("/")
    require(bottom == "" or int(bottom) != 0, f"{value!r} divides by zero")
    return fmpq(int(top), int(bottom or 1))


def vector(term: Any) -> Vector:
    """A term as a combination of basis vectors."""
    require(isinstance(term, (list, tuple)) and bool(term) and term[0] in VECTORS, f"{term!r} is no vector")
    head, *parts = term
    try:
        found: Vector = _VECTORS[head](*parts)
    except TypeError as error:
        raise RejectedError(f"{head!r} does not take {len(parts)} parts") from error
    return found


def either(term: Any) -> Polynomial | Vector:
    """A number or a vector, whichever it is."""
    return vector(term) if isinstance(term, (list, tuple)) and term and term[0] in VECTORS else number(term)


def named(name: Any) -> str:
    """A name, of letters and digits."""
    require(isinstance(name, str) and NAME.fullmatch(name) is not None, f"{name!r} is no name")
    return str(name)


def index(term: Any) -> Polynomial:
    """An integer-valued number."""
    found = number(term)
    require(is_integer(found), f"{term!r} is no integer for all values of its symbols")
    return found


def _power(base: Any, exponent: Any) -> Polynomial:
    require(isinstance(exponent, int) and not isinstance(exponent, bool) and 0 <= exponent <= POWER, f"{exponent!r} is no exponent")
    found: Polynomial = number(base) ** exponent
    return found


def _binder(head: str, name: Any, *parts: Any) -> Polynomial:
    if head == "integral":
        (body,) = parts
        return binder(head, named(name), (), number(body))
    lo, hi, body = parts
    return binder(head, named(name), (index(lo), index(hi)), number(body))


_NUMBERS: dict[str, Any] = {
    "+": lambda *terms: total(map(number, terms)),
    "*": lambda *terms: product(map(number, terms)),
    "^": _power,
    "real": lambda name: atom("real", named(name)),
    "integer": lambda name: atom("integer", named(name)),
    "inv": lambda term: atom("inv", number(term)),
    "sqrt": lambda term: atom("sqrt", number(term)),
    "log": lambda term: atom("log", number(term)),
    "pow": lambda base, exponent: power(number(base), index(exponent)),
    "f": lambda at: atom("f", vector(at)),
    "inner": lambda left, right: inner(vector(left), vector(right)),
    "coordinate": lambda of, at: coordinate(vector(of), index(at)),
    "sequence": lambda name, at: atom("sequence", named(name), index(at)),
    "free": lambda name, at: atom("free", named(name), index(at)),
    "word": lambda name, *parts: atom("word", named(name), *map(either, parts)),
    "E": lambda step, term: expectation(index(step), number(term)),
}
_VECTORS: dict[str, Any] = {
    "point": lambda name: unit("point", named(name)),
    "iterate": lambda name, at: unit("iterate", named(name), index(at)),
    "gradient": lambda at: unit("gradient", vector(at)),
    "draw": lambda at, sample: unit("draw", vector(at), index(sample)),
    "vectors": lambda *terms: vector_sum(map(vector, terms)),
    "scaled": lambda factor, term: vector(term).scaled(number(factor)),
}


def written(thing: Any) -> Any:
    """A number or a vector as plain data that reads to the same."""
    if isinstance(thing, Vector):
        return ["vectors", *(["scaled", written(c), _written(b)] for b, c in thing.parts.items())]
    terms = [_term(c, powers) for c, powers in thing.terms]
    return terms[0] if len(terms) == 1 else ["+", *terms]


def _term(c: fmpq, powers: Any) -> Any:
    factors = [_written(a) if e == 1 else ["^", _written(a), e] for a, e in powers]
    coefficient = [] if c == 1 and factors else [int(c.p) if c.q == 1 else str(c)]
    both = [*coefficient, *factors]
    return both[0] if len(both) == 1 else ["*", *both]


def _written(a: Any) -> Any:
    """An atom or a basis vector; bound symbols are named b1', b2', … by how many binders lie inside."""
    return [a[0], *map(_part, a[1:])]


def _part(part: Any) -> Any:
    if isinstance(part, str):
        return f"b{part[1:]}'" if part.startswith("%") else part
    return _written(part) if isinstance(part, tuple) else written(part)
