"""A small model in which terms of the kernel are numbers: two coin flips, a quadratic in the plane, descent with noise; each head has its line.

Where a term means nothing (the inverse of 0, the least of no members, a root of a negative number) it has a value that suits an attacker: a fact
must hold of any. The integral is a rule with positive weights that is exact up to degree 11, and so has all that the kernel takes from it.
A number is a tuple, one exact value (a float only after roots and logarithms) for each outcome; nothing of the kernel's normal forms is used.
"""

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

FLIPS = 2
OUTCOMES = tuple(product((-1, 1), repeat=FLIPS))
SLOPES = (Fraction(1), Fraction(1, 2))
NOISE = Fraction(1, 2)

PINNED: dict[str, Any] = {
    "real eta": Fraction(1, 2),
    "real L": Fraction(1),
    "real sigma2": Fraction(1, 2),
    "real f_star": Fraction(0),
    "integer T": 3,
    "integer t": 2,
    "integer d": len(SLOPES),
    "point x_star": (Fraction(0), Fraction(0)),
}
"""The symbols that axioms speak of: of these, axioms hold."""

Value = Fraction | int | float
Number = tuple[Value, ...]
Vector = tuple[Number, ...]
Values = Mapping[str, Any]


class UnmodelledError(Exception):
    """A term that has no value here: an index that is random, or a number beyond floats."""


def number(term: Any, values: Values) -> Number:
    """One value for each outcome."""
    if isinstance(term, (int, str, Fraction)):
        return (Fraction(term),) * len(OUTCOMES)
    head, *parts = term
    return _NUMBERS[head](values, *parts)


def vector(term: Any, values: Values) -> Vector:
    """One number for each coordinate."""
    head, *parts = term
    return _VECTORS[head](values, *parts)


def index(term: Any, values: Values) -> int:
    """An integer, the same for all outcomes."""
    first, *others = number(term, values)
    if isinstance(first, float) or any(other != first for other in others) or first != int(first) or abs(first) > 12:
        raise UnmodelledError
    return int(first)


def each(function: Callable[..., Value], *numbers: Number) -> Number:
    """A function of numbers, outcome by outcome."""
    try:
        return tuple(function(*inside) for inside in zip(*numbers, strict=True))
    except OverflowError as error:
        raise UnmodelledError from error


def plus(*numbers: Number) -> Number:
    return each(lambda *inside: sum(inside), *numbers) if numbers else number(0, {})


def times(*numbers: Number) -> Number:
    return each(lambda *inside: math.prod(inside), *numbers) if numbers else number(1, {})


def scaled(factor: Number, of: Vector) -> Vector:
    return tuple(times(factor, one) for one in of)


def added(*vectors: Vector) -> Vector:
    return tuple(plus(*ones) for ones in zip(*vectors, strict=True)) if vectors else (number(0, {}),) * len(SLOPES)


def gradient(at: Vector) -> Vector:
    return tuple(each(lambda one, slope=slope: slope * one, coordinate) for slope, coordinate in zip(SLOPES, at, strict=True))


def dot(left: Vector, right: Vector) -> Number:
    return plus(*(times(one, other) for one, other in zip(left, right, strict=True)))


def clear(p: Value) -> Value:
    """A number of which floats know on which side of 0 it lies."""
    if isinstance(p, float) and abs(p) < 1e-6:
        raise UnmodelledError
    return p


def inverse(p: Value) -> Value:
    p = clear(p)
    return Fraction(-3, 2) if p == 0 else Fraction(1, p) if isinstance(p, int) else 1 / p


def root(p: Value) -> Value:
    if clear(p) < 0:
        return p - 1
    exact = Fraction(p) if isinstance(p, int) else p
    if isinstance(exact, Fraction):
        top, bottom = math.isqrt(exact.numerator), math.isqrt(exact.denominator)
        if (top * top, bottom * bottom) == (exact.numerator, exact.denominator):
            return Fraction(top, bottom)
    return math.sqrt(p)


def power(base: Value, exponent: Value) -> Value:
    if isinstance(exponent, float):
        raise UnmodelledError
    if exponent != int(exponent) or exponent < 0:
        return 5 + 2 * exponent - base
    if exponent > 70:
        raise UnmodelledError
    return base ** int(exponent)


def mean(values: Values, step: Any, body: Any) -> Number:
    known, of = min(max(index(step, values), 0), FLIPS), number(body, values)
    groups = {outcome[:known]: [value for value, other in zip(of, OUTCOMES, strict=True) if other[:known] == outcome[:known]] for outcome in OUTCOMES}
    return tuple(sum(groups[outcome[:known]]) / Fraction(len(groups[outcome[:known]])) for outcome in OUTCOMES)


@cache
def flip(sample: int) -> Number:
    """The coin of a step; there is none before the start or after the last."""
    return tuple(Fraction(outcome[sample]) if 0 <= sample < FLIPS else Fraction(0) for outcome in OUTCOMES)


def drawn(at: Vector, sample: int) -> Vector:
    noise = each(lambda coin: coin * NOISE, flip(sample))
    return tuple(plus(one, noise) for one in gradient(at))


@cache
def iterate(name: str, at: int) -> Vector:
    """Descent with the pinned step, from another point for another name; before the start it is anywhere."""
    if at <= 0:
        return (number(1 + at + len(name), {}), number(at - 1, {}))
    before = iterate(name, at - 1)
    return added(before, scaled(number("-1/2", {}), drawn(before, at - 1)))


@cache
def sequence(name: str, at: int) -> Number:
    """y grows by 0 or 1, any other sequence is three times a coin."""
    if name == "y":
        return number(1 + at, {}) if at <= 0 else plus(sequence("y", at - 1), each(lambda coin: (coin + 1) / 2, flip(at - 1)))
    return number(at, {}) if at <= 0 else each(lambda coin: 3 * coin, flip(at - 1))


def given(_: Values, name: str, at: Any) -> Number:
    place = index(at, _)
    return number(Fraction(place * place - 3, 2) + len(name), {})


def word(values: Values, name: str, *parts: Any) -> Number:
    numbers = [one for part in parts for one in _either(part, values)]
    return each(lambda *inside: sum((place + 2) * one for place, one in enumerate(inside)) ** 2 - len(name), number(0, {}), *numbers)


def _either(part: Any, values: Values) -> tuple[Number, ...]:
    return vector(part, values) if isinstance(part, list) and part[0] in _VECTORS else (number(part, values),)


def coordinate(values: Values, of: Any, at: Any) -> Number:
    """Linear in the vector at every place, also where there is no coordinate."""
    place, inside = index(at, values), vector(of, values)
    return inside[place - 1] if 1 <= place <= len(inside) else each(lambda *ones: place * sum(ones), *inside)


def members(values: Values, name: str, lo: int, hi: int, body: Any) -> list[Number]:
    return [number(body, {**values, f"integer {name}": place}) for place in range(lo, hi + 1)]


def total(values: Values, name: str, lo: Any, hi: Any, body: Any) -> Number:
    low, high = index(lo, values), index(hi, values)
    if high >= low - 1:
        return plus(*members(values, name, low, high, body))
    return each(lambda one: -one, plus(*members(values, name, high + 1, low - 1, body)))


def extreme(pick: Callable[..., Value], empty: int) -> Callable[..., Number]:
    def picked(values: Values, name: str, lo: Any, hi: Any, body: Any) -> Number:
        found = members(values, name, index(lo, values), index(hi, values), body)
        return each(lambda *inside: pick(inside), *found) if found else number(empty, {})

    return picked


@cache
def rule() -> tuple[tuple[Fraction, Fraction], ...]:
    """Nodes and positive weights in [0, 1], both ends among the nodes, exact for powers up to the 11th."""
    count = 12
    nodes = [Fraction(round((1 - math.cos(math.pi * place / (count - 1))) * 1000), 2000) for place in range(count)]
    rows = [[node**e for node in nodes] + [Fraction(1, e + 1)] for e in range(count)]
    for column in range(count):
        pivot = next(row for row in range(column, count) if rows[row][column])
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [entry / rows[column][column] for entry in rows[column]]
        rows = [r if place == column else [a - r[column] * b for a, b in zip(r, rows[column], strict=True)] for place, r in enumerate(rows)]
    assert all(row[-1] > 0 for row in rows)
    return tuple((node, row[-1]) for node, row in zip(nodes, rows, strict=True))


def integral(values: Values, name: str, body: Any) -> Number:
    parts = [times(number(weight, {}), number(body, {**values, f"real {name}": node})) for node, weight in rule()]
    return plus(*parts)


_NUMBERS: dict[str, Callable[..., Number]] = {
    "real": lambda values, name: number(values[f"real {name}"], {}),
    "integer": lambda values, name: number(values[f"integer {name}"], {}),
    "+": lambda values, *parts: plus(*(number(part, values) for part in parts)),
    "*": lambda values, *parts: times(*(number(part, values) for part in parts)),
    "^": lambda values, base, exponent: each(lambda b: power(b, exponent), number(base, values)),
    "inv": lambda values, inside: each(inverse, number(inside, values)),
    "sqrt": lambda values, inside: each(root, number(inside, values)),
    "log": lambda values, inside: each(lambda p: math.log(p) if clear(p) > 0 else 7 + p, number(inside, values)),
    "pow": lambda values, base, exponent: each(power, number(base, values), number(exponent, values)),
    "f": lambda values, at: each(lambda p: p / 2, dot(vector(at, values), gradient(vector(at, values)))),
    "inner": lambda values, left, right: dot(vector(left, values), vector(right, values)),
    "coordinate": coordinate,
    "sequence": lambda values, name, at: sequence(name, index(at, values)),
    "free": given,
    "word": word,
    "E": mean,
    "sum": total,
    "least": extreme(min, 11),
    "greatest": extreme(max, -11),
    "integral": integral,
}
_VECTORS: dict[str, Callable[..., Vector]] = {
    "point": lambda values, name: tuple(number(one, {}) for one in values[f"point {name}"]),
    "iterate": lambda values, name, at: iterate(name, index(at, values)),
    "gradient": lambda values, at: gradient(vector(at, values)),
    "draw": lambda values, at, sample: drawn(vector(at, values), index(sample, values)),
    "vectors": lambda values, *parts: added(*(vector(part, values) for part in parts)),
    "scaled": lambda values, factor, of: scaled(number(factor, values), vector(of, values)),
}
