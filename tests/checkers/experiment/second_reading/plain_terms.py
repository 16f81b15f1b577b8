"""The second reading of the language: what each word means, one term at a time; numbers, vectors, means, expectations."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

import sympy as sp

from tests.checkers.experiment.second_reading import plain_numbers as n
from tests.checkers.experiment.second_reading.plain_numbers import NoValue, Number, Vector
from tests.checkers.experiment.second_reading.plain_trials import Run, Value, Where
from theorems import words as w

Rule = Callable[[Run, Any, Where], Value]
RULES: dict[type, Rule] = {}


def reads(*kinds: type) -> Callable[[Rule], Rule]:
    """Marks how words of some kinds are read."""

    def marked(rule: Rule) -> Rule:
        RULES.update(dict.fromkeys(kinds, rule))
        return rule

    return marked


@cache
def _rule(kind: type) -> Rule:
    return next(RULES[parent] for parent in kind.__mro__ if parent in RULES)


def value(run: Run, e: Any, where: Where) -> Value:
    """The value of a term; NoValue where it has none, MoreDraws where the history is too short to tell."""
    return where.known[e] if e in where.known else _rule(type(e))(run, e, where)


def number(run: Run, e: Any, where: Where) -> Number:
    found = value(run, e, where)
    assert not isinstance(found, tuple), e
    return found


def point(run: Run, e: Any, where: Where) -> Vector:
    """A vector; SymPy's 0 for u - u is the origin."""
    found = value(run, e, where)
    return found if isinstance(found, tuple) else (found,) * run.trial.dimension


def index(run: Run, e: Any, where: Where) -> int:
    found = number(run, e, where)
    assert found.denominator == 1
    return int(found)


# Numbers and symbols


@reads(sp.Rational)
def _rational(run: Run, e: Any, where: Where) -> Value:
    return Fraction(int(e.p), int(e.q))


@reads(sp.core.numbers.Pi)
def _pi(run: Run, e: Any, where: Where) -> Value:
    return +n.DECIMALS.pi


@reads(sp.core.numbers.Exp1)
def _napier(run: Run, e: Any, where: Where) -> Value:
    return n.exponential(Fraction(1))


@reads(w.Constant, w.Real, w.Natural)
def _constant(run: Run, e: Any, where: Where) -> Value:
    return run.trial.constants[e.name]


@reads(w.Index)
def _index(run: Run, e: Any, where: Where) -> Value:
    return Fraction(where.indices[e])


@reads(w.Special)
def _special(run: Run, e: Any, where: Where) -> Value:
    return run.trial.infimum if e == w.f_star else Fraction(run.trial.dimension)


@reads(w.Point)
def _point(run: Run, e: Any, where: Where) -> Value:
    return run.trial.points[e.name]


@reads(sp.Indexed)
def _member(run: Run, e: Any, where: Where) -> Value:
    step = index(run, e.indices[0], where)
    if not isinstance(e.base, w.Sequence):
        return run.member(str(e.base), step, where)
    if step < 0:
        raise NoValue("a free sequence begins at 0")
    return run.trial.sequences[str(e.base)](step)


# Arithmetic, in every coordinate


@reads(sp.Add)
def _sum_of(run: Run, e: Any, where: Where) -> Value:
    first, *others = [value(run, a, where) for a in e.args]
    for other in others:
        first = n.each(n.plus, first, other)
    return first


@reads(sp.Mul)
def _product_of(run: Run, e: Any, where: Where) -> Value:
    first, *others = [value(run, a, where) for a in e.args]
    for other in others:
        first = n.each(n.times, first, other)
    return first


@reads(sp.Pow)
def _power(run: Run, e: Any, where: Where) -> Value:
    return n.each(n.power, *(value(run, a, where) for a in e.args))


def _coordinatewise(function: Callable[[Number], Number]) -> Rule:
    return lambda run, e, where: n.each(function, value(run, e.args[0], where))


RULES |= {
    sp.log: _coordinatewise(n.logarithm),
    sp.exp: _coordinatewise(n.exponential),
    sp.sin: _coordinatewise(n.sine),
    sp.cos: _coordinatewise(n.cosine),
    sp.tan: _coordinatewise(lambda z: n.over(n.sine(z), n.cosine(z))),
    sp.sinh: _coordinatewise(lambda z: n.DECIMALS.sinh(n.decimal(z))),
    sp.cosh: _coordinatewise(lambda z: n.DECIMALS.cosh(n.decimal(z))),
    sp.tanh: _coordinatewise(n.hyperbolic_tangent),
    sp.atan: _coordinatewise(lambda z: n.DECIMALS.atan(n.decimal(z))),
    sp.Abs: _coordinatewise(n.size),
    sp.sign: _coordinatewise(n.sign),
    sp.floor: _coordinatewise(n.whole_part),
    sp.ceiling: _coordinatewise(lambda z: -n.whole_part(-z)),
}


@reads(sp.Max, sp.Min)
def _extreme(run: Run, e: Any, where: Where) -> Value:
    first, *others = [value(run, a, where) for a in e.args]
    for other in others:
        first = n.each(n.larger if isinstance(e, sp.Max) else n.smaller, first, other)
    return first


# Geometry


@reads(w.inner)
def _inner(run: Run, e: Any, where: Where) -> Value:
    return n.dot(*(point(run, a, where) for a in e.args))


def _entries(run: Run, e: Any, where: Where) -> Vector:
    found = value(run, e, where)
    return found if isinstance(found, tuple) else (found,)


@reads(w.norm_sq)
def _norm_sq(run: Run, e: Any, where: Where) -> Value:
    entries = _entries(run, e.args[0], where)
    return n.dot(entries, entries)


@reads(w.norm)
def _norm(run: Run, e: Any, where: Where) -> Value:
    entries = _entries(run, e.args[0], where)
    if len(e.args) == 1:
        return n.root(n.dot(entries, entries))
    sizes = [n.size(entry) for entry in entries]
    return n.total(sizes) if e.args[1] == 1 else max(sizes, key=n.decimal)


# Means


@reads(w.E)
def _expectation(run: Run, e: Any, where: Where) -> Value:
    known = 0 if len(e.args) == 1 else max(index(run, e.args[1].indices[0], where), 0)
    for step in range(known if run.random else 0):
        run.draw(step, where)
    return run.mean(lambda inside: value(run, e.args[0], inside), replace(where, history=where.history[:known]))


@reads(w.Probability)
def _probability(run: Run, e: Any, where: Where) -> Value:
    event = e.args[0]
    compare = {sp.Le: n.at_most, sp.Lt: n.below, sp.Ge: lambda a, b: n.at_most(b, a), sp.Gt: lambda a, b: n.below(b, a), sp.Eq: lambda a, b: a == b}

    def happens(inside: Where) -> Fraction:
        return Fraction(compare[type(event)](number(run, event.lhs, inside), number(run, event.rhs, inside)))

    return run.mean(happens, replace(where, history=()))


@reads(w.Average, w.Best, w.Worst, sp.Sum)
def _over_steps(run: Run, e: Any, where: Where) -> Value:
    *inner, (bound, low, high) = e.limits
    body = e.func(e.function, *inner) if inner else e.function
    steps = range(index(run, low, where), index(run, high, where) + 1)
    members = [value(run, body, replace(where, indices={**where.indices, bound: step})) for step in steps]
    if not members and not isinstance(e, sp.Sum):
        raise NoValue("a mean of nothing")
    if isinstance(e, (w.Best, w.Worst)):
        return (max if isinstance(e, w.Worst) else min)(members, key=n.decimal)
    summed: Value = Fraction(0)
    for member in members:
        summed = n.each(n.plus, summed, member)
    return n.each(n.over, summed, Fraction(len(members))) if isinstance(e, w.Average) else summed
