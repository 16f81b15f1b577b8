"""Sums, products, powers and functions; in method equations they act coordinate by coordinate."""

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy as sp

from theorems import words as w

if TYPE_CHECKING:
    from checkers.experiment.evaluate import Evaluator

Array = Any
Value = tuple[Array, bool]
"""An array, and whether it is a vector."""


def aligned(values: list[Value]) -> tuple[list[Array], bool]:
    """Arrays that broadcast: numbers among vectors get a trailing axis."""
    vector = any(is_vector for _, is_vector in values)
    return [a[..., None] if vector and not is_vector else a for a, is_vector in values], vector


def _add(v: "Evaluator", e: Any) -> Value:
    arrays, vector = aligned([v.value(a) for a in e.args])
    return sum(arrays[1:], arrays[0]), vector


def _mul(v: "Evaluator", e: Any) -> Value:
    arrays, vector = aligned([v.value(a) for a in e.args])
    result = arrays[0]
    for a in arrays[1:]:
        result = result * a
    return result, vector


def _pow(v: "Evaluator", e: Any) -> Value:
    base, exponent = e.args
    array, vector = v.value(base)
    if exponent.is_Rational:
        array = _check_base(v, array, exponent, vector)
        return _rational_power(v, array, exponent), vector
    (a, b), vector = aligned([(array, vector), v.value(exponent)])
    return v.m.power(a, b), vector


def _check_base(v: "Evaluator", base: Array, exponent: Any, vector: bool) -> Array:
    """Where a divisor is zero or a radicand negative the term has no value; it is computed on with a one there."""
    conditions = [v.m.is_zero] * (exponent.p < 0) + [v.m.is_negative] * (exponent.q % 2 == 0)
    found = [condition(base) for condition in conditions]
    if not any(one.any() for one in found):
        return base
    bad = np.logical_or.reduce(found)
    v.require(~(bad.any(axis=-1) if vector else bad))
    return v.m.choose(bad, v.m.integers(np.ones((1,) * len(base.shape), dtype=np.int64)), base)


def _rational_power(v: "Evaluator", base: Array, exponent: Any) -> Array:
    p, q = exponent.p, exponent.q
    if q == 1:
        return 1 / base if p == -1 else base * base if p == 2 else v.m.whole_power(base, int(p))
    if q == 2 and abs(p) == 1:
        return v.m.sqrt(base) if p == 1 else 1 / v.m.sqrt(base)
    return v.m.power(base, v.constant(_fraction(exponent))[0])


def _fraction(e: Any) -> Any:
    return Fraction(int(e.p), int(e.q))


def _inner(v: "Evaluator", e: Any) -> Value:
    a, b = (v.value(part)[0] for part in e.args)
    return v.m.total(a * b, -1), False


def _norm_sq(v: "Evaluator", e: Any) -> Value:
    array, vector = v.value(e.args[0])
    return v.m.nonnegative(v.m.total(array * array, -1) if vector else array * array), False


def _norm(v: "Evaluator", e: Any) -> Value:
    if len(e.args) == 1:
        return v.m.sqrt(_norm_sq(v, e)[0]), False
    array, vector = v.value(e.args[0])
    sizes = v.m.abs(array)
    if not vector:
        return sizes, False
    return (v.m.total(sizes, -1) if e.args[1] == 1 else _largest(v, sizes)), False


def _largest(v: "Evaluator", sizes: Array) -> Array:
    """The largest entry of a vector."""
    found = sizes[..., 0]
    for coordinate in range(1, sizes.shape[-1]):
        found = v.m.maximum(found, sizes[..., coordinate])
    return found


def _function(operation: str) -> Callable[["Evaluator", Any], Value]:
    def rule(v: "Evaluator", e: Any) -> Value:
        array, vector = v.value(e.args[0])
        return getattr(v.m, operation)(array), vector

    return rule


def _log(v: "Evaluator", e: Any) -> Value:
    array, vector = v.value(e.args[0])
    bad = v.m.is_zero(array) | v.m.is_negative(array)
    if bad.any():
        v.require(~(bad.any(axis=-1) if vector else bad))
        array = v.m.choose(bad, v.m.integers(np.ones((1,) * len(array.shape), dtype=np.int64)), array)
    return v.m.log(array), vector


def _fold(operation: str) -> Callable[["Evaluator", Any], Value]:
    def rule(v: "Evaluator", e: Any) -> Value:
        arrays, vector = aligned([v.value(a) for a in e.args])
        result = arrays[0]
        for a in arrays[1:]:
            result = getattr(v.m, operation)(result, a)
        return result, vector

    return rule


def _in_turn(v: "Evaluator", e: Any) -> Value:
    """One of several terms, by the step modulo their number."""
    step, *terms = e.args
    turn = v.step(step)[None, None]
    v.require(turn >= 0)
    return picked(v, turn % len(terms), terms)


def picked(v: "Evaluator", which: np.ndarray, terms: list[Any]) -> Value:
    """The term whose number `which` : (1 or I, 1 or P, *axes) int64 gives."""
    if which.max() >= len(terms):
        raise TypeError(f"a draw picks term {int(which.max()) + 1} of {len(terms)}")
    arrays, vector = aligned([v.value(a) for a in terms])
    which = which[..., None] if vector else which
    result = arrays[0]
    for number, a in enumerate(arrays[1:], start=1):
        result = v.m.choose(which == number, a, result)
    return result, vector


def _composed(formula: Callable[[Any], Any]) -> Callable[["Evaluator", Any], Value]:
    return lambda v, e: v.value(formula(e.args[0]))


RULES: dict[type, Callable[["Evaluator", Any], Value]] = {
    sp.Rational: lambda v, e: v.constant(_fraction(e)),
    sp.core.numbers.Pi: lambda v, e: (v.m.pi() + v.constant(0)[0], False),
    sp.core.numbers.Exp1: lambda v, e: (v.m.exp(v.constant(1)[0]), False),
    w.Constant: lambda v, e: (v.spread(v.run.constants[e.name]), False),
    w.Real: lambda v, e: (v.spread(v.run.constants[e.name]), False),
    w.Natural: lambda v, e: v.constant(v.run.naturals[e.name]),
    w.InTurn: _in_turn,
    sp.Add: _add,
    sp.Mul: _mul,
    sp.Pow: _pow,
    w.inner: _inner,
    w.norm_sq: _norm_sq,
    w.norm: _norm,
    sp.Max: _fold("maximum"),
    sp.Min: _fold("minimum"),
    sp.log: _log,
    sp.Abs: _function("abs"),
    sp.exp: _function("exp"),
    sp.sin: _function("sin"),
    sp.cos: _function("cos"),
    sp.tanh: _function("tanh"),
    sp.atan: _function("atan"),
    sp.sign: _function("sign"),
    sp.floor: _function("floor"),
    sp.ceiling: _composed(lambda a: -sp.floor(-a)),
    sp.tan: _composed(lambda a: sp.sin(a) / sp.cos(a)),
    sp.sinh: _composed(lambda a: (sp.exp(a) - sp.exp(-a)) / 2),
    sp.cosh: _composed(lambda a: (sp.exp(a) + sp.exp(-a)) / 2),
}
