"""Rules for numbers, sums and products, least and largest terms, sums over steps: what needs no function."""

from collections.abc import Iterable
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING, Any

import sympy as sp

from checkers.worst_case.program import NotReadError, UndefinedError
from checkers.worst_case.reading.quantities import Extreme, Number, Quantity, added, extreme, multiplied, options
from checkers.worst_case.terms import Vector
from theorems import words as w

if TYPE_CHECKING:
    from checkers.worst_case.reading.translation import Rule, Translation


def _rational(v: "Translation", e: Any) -> Quantity:
    return Fraction(int(e.p), int(e.q))


def _constant(v: "Translation", e: Any) -> Quantity:
    if e.name not in v.reading.constants:
        raise NotReadError(f"the constant {e} has no value.")
    return v.reading.constants[e.name]


def _index(v: "Translation", e: Any) -> Quantity:
    if e not in v.indices:
        raise NotReadError(f"the index {e} has no value.")
    return Fraction(v.indices[e])


def _sum(v: "Translation", e: Any) -> Quantity:
    return reduce(lambda a, b: added(a, b, e), (v.quantity(a) for a in e.args))


def _product(v: "Translation", e: Any) -> Quantity:
    return reduce(lambda a, b: multiplied(a, b, e), sorted((v.quantity(a) for a in e.args), key=lambda q: not isinstance(q, Fraction)))


def _power(v: "Translation", e: Any) -> Quantity:
    if isinstance(e.base, w.norm) and len(e.base.args) == 1 and e.exp == 2:
        return v.quantity(w.norm_sq(e.base.args[0]))
    base = v.quantity(e.base)
    if isinstance(base, Vector):
        raise NotReadError(f"{e} takes a power of each coordinate, which is not linear in points and gradients.")
    if not isinstance(base, Fraction):
        raise NotReadError(f"{e} takes a power of what depends on the function: it is not linear in values and inner products.")
    return v.reading.roundings.power(base, v.constant(e.exp), e)


def _function(v: "Translation", e: Any) -> Quantity:
    values = [v.constant(a) for a in e.args]
    return v.reading.roundings.closed_form(e.func(*(sp.Rational(q.numerator, q.denominator) for q in values)), e)


def _irrational(v: "Translation", e: Any) -> Quantity:
    return v.reading.roundings.closed_form(e, e)


def _extreme(v: "Translation", e: Any) -> Quantity:
    return _extreme_of(isinstance(e, (sp.Max, w.Worst)), [v.number(a) for a in e.args], e)


def _size(v: "Translation", e: Any) -> Quantity:
    inside = v.number(e.args[0])
    return _extreme_of(True, [inside, _number(multiplied(Fraction(-1), inside, e))], e)


def _number(q: Quantity) -> Number:
    assert not isinstance(q, Vector)
    return q


def _extreme_of(largest: bool, found: list[Number], e: Any) -> Quantity:
    fixed = [q for q in found if isinstance(q, Fraction)]
    if len(fixed) == len(found):
        return max(fixed) if largest else min(fixed)
    if any(isinstance(q, Extreme) and q.largest != largest for q in found):
        raise NotReadError(f"{e} takes a largest of least terms, or a least of largest ones.")
    made = extreme(largest, tuple(one for q in found for one in options(q)), e)
    return made if len(made.options) > 1 else made.options[0]


def _over_steps(v: "Translation", e: Any) -> Quantity:
    terms = list(_terms_over(v, e))
    if not terms:
        if isinstance(e, sp.Sum):
            return Fraction(0)
        raise UndefinedError(f"{e} ranges over no step here.")
    if isinstance(e, (w.Best, w.Worst)):
        return _extreme_of(isinstance(e, w.Worst), [_number(q) for q in terms], e)
    total = reduce(lambda a, b: added(a, b, e), terms)
    return total if isinstance(e, sp.Sum) else multiplied(Fraction(1, len(terms)), total, e)


def _terms_over(v: "Translation", e: Any) -> Iterable[Quantity]:
    """The term at every value of the bound indices, the leftmost is innermost; of a mean the means at every value of its outermost index."""
    body, limits, scopes = e.function, e.limits, [v]
    if isinstance(e, w.Average) and len(limits) > 1:
        body, limits = w.Average(e.function, *limits[:-1]), limits[-1:]
    for index, low, high in reversed(limits):
        scopes = [one.within(index, n) for one in scopes for n in range(one.step(low), one.step(high) + 1)]
    return (one.quantity(body) for one in scopes)


def _in_turn(v: "Translation", e: Any) -> Quantity:
    step, *terms = e.args
    return v.quantity(terms[v.step(step) % len(terms)])


RULES: dict[type, "Rule"] = {
    sp.Rational: _rational,
    sp.core.numbers.Pi: _irrational,
    sp.core.numbers.Exp1: _irrational,
    w.Constant: _constant,
    w.Natural: _constant,
    w.Real: _constant,
    w.Index: _index,
    sp.Add: _sum,
    sp.Mul: _product,
    sp.Pow: _power,
    sp.Max: _extreme,
    sp.Min: _extreme,
    sp.Abs: _size,
    **{kind: _function for kind in (sp.log, sp.exp, sp.sin, sp.cos, sp.tan, sp.sinh, sp.cosh, sp.tanh, sp.atan, sp.sign, sp.floor, sp.ceiling)},
    **{kind: _over_steps for kind in w.OVER_STEPS},
    w.InTurn: _in_turn,
}
"""Class of term -> its rule."""
