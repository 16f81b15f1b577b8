"""Whether relations between constants are met at given values, decided exactly: in rationals, and in balls where a value is irrational."""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
import sympy as sp
from flint import arb

from checkers.experiment.evaluate import Evaluator
from checkers.experiment.run import Run
from problems.exact.arithmetic import Exact, Undecided
from theorems import words as w
from theorems.typed import walk

Value = Any


@lru_cache(maxsize=4096)
def symbols_of(e: Any) -> frozenset[Any]:
    """The constants of an expression."""
    return frozenset(a for a in walk(e) if isinstance(a, (w.Constant, w.Natural, w.Real)))


@lru_cache(maxsize=4096)
def others_of(relation: Any, symbol: Any) -> tuple[Any, ...]:
    """The constants of a relation, all but one."""
    return tuple(s for s in symbols_of(relation) if s != symbol)


Named = tuple[tuple[Any, Value], ...]
"""Symbols with their values."""


def named_values(relation: Any, values: Mapping[str, Value], but: Any = None) -> Named:
    """The symbols of a relation, all but one, with their values."""
    return tuple((s, values[s.name]) for s in others_of(relation, but))


def plain_value(value: Value) -> Any:
    """A value as SymPy knows it; an enclosure by its end."""
    if isinstance(value, Fraction):
        return sp.Rational(value.numerator, value.denominator)
    if isinstance(value, tuple):
        return plain_value(value[1])
    return value if isinstance(value, sp.Expr) else None


@lru_cache(maxsize=2**14)
def met(relation: Any, named: Named, symbol: Any = None, candidates: tuple[Value, ...] = (None,)) -> Any:
    """For each candidate value of `symbol`, whether a relation is met; enclosures enter as balls, an open sign is not met."""
    count, values = len(candidates), {s.name: value for s, value in named}
    run = Run(m=Exact(bits=256), instances=count)
    with run.m.scope():
        for s in symbols_of(relation):
            chosen = candidates if s == symbol else [values[s.name]] * count
            numbers = [_exact(value, run.m) for value in chosen]
            run.constants[s.name] = run.m.array(numbers, (count, 1))
            if isinstance(s, w.Natural):
                run.naturals[s.name] = 1
        differences = _difference(relation, run, count)
        found = [sign_met(relation, value) for value in differences]
        if isinstance(relation, sp.Eq):
            open_ = [isinstance(value, arb) and value.contains(0) for value in differences]
            found = [m or (o and _closed_zero(relation, values, symbol, c)) for m, o, c in zip(found, open_, candidates, strict=True)]
        return np.array(found)


def _closed_zero(relation: Any, values: Mapping[str, Value], symbol: Any, candidate: Value) -> bool:
    """Whether closed forms satisfy an equality, shown by algebra; enclosures never do."""
    named = {s: candidate if s == symbol else values[s.name] for s in symbols_of(relation)}
    if any(isinstance(value, tuple) for value in named.values()):
        return False
    return bool(sp.simplify((relation.lhs - relation.rhs).xreplace({s: plain_value(value) for s, value in named.items()})) == 0)


def _difference(relation: Any, run: Run, count: int) -> list[Any]:
    natural = {s: w.Real(s.name) for s in symbols_of(relation) if isinstance(s, w.Natural)}
    evaluator = Evaluator(run, {}, 0)
    try:
        value = evaluator.number((relation.rhs - relation.lhs).xreplace(natural))
    except (Undecided, ZeroDivisionError):
        return [None] * count
    defined = np.broadcast_to(evaluator.defined, (count, 1)).reshape(-1)
    flat = np.broadcast_to(value, (count, 1)).reshape(-1)
    return [one if ok else None for one, ok in zip(flat, defined, strict=True)]


def sign_met(relation: Any, difference: Any) -> bool:
    """Whether right - left, an exact number or a ball, surely has the sign that a relation asks for; None has no sign."""
    if difference is None:
        return False
    if isinstance(relation, sp.Eq):
        return bool(difference == 0)
    if isinstance(relation, (sp.Ge, sp.Gt)):
        difference = -difference
    return bool(difference > 0) if isinstance(relation, (sp.Lt, sp.Gt)) else bool(difference >= 0)


def _exact(value: Value, m: Any) -> Any:
    if isinstance(value, sp.Expr):
        return Evaluator(Run(m=m), {}, 0).number(value).reshape(-1)[0]
    return value
