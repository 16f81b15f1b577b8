"""The one translation from statements to exact linear terms: any term of the language, once its constants, t and T have values.

Points and gradients are vectors, combinations of the basis; values of f and inner products are affine expressions. What is not linear in values
and inner products has no such form, and the term is named.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache, reduce
from typing import Any

import sympy as sp

from checkers.worst_case.exact_numbers import Roundings
from checkers.worst_case.objective import Objective
from checkers.worst_case.program import NotReadError, UndefinedError
from checkers.worst_case.quantities import ZERO_VECTOR, Extreme, Number, Quantity, added, extreme, multiplied, options, plain
from checkers.worst_case.terms import Affine, Vector
from theorems import words as w
from theorems.normal_form import gap
from theorems.typed import random_terms

Member = tuple[str, int]
"""A sequence and a step."""


@dataclass
class Reading:
    """What one reading of a statement shares: the values of the constants, f as seen so far, the members of the method's sequences so far.

    member gives a member that is not known yet; rules are further ones, which come before those of this module; path names the draws so far.
    """

    constants: Mapping[str, Fraction] = field(default_factory=dict)
    objective: Objective = field(default_factory=Objective)
    roundings: Roundings = field(default_factory=Roundings)
    members: dict[Member, Quantity] = field(default_factory=dict)
    member: Callable[["Reading", Member], Quantity] | None = None
    rules: "Mapping[type, Rule]" = field(default_factory=dict)
    path: str = ""


@dataclass(frozen=True)
class Translation:
    """Terms as quantities, with the values of the indices in scope; `points` are the quantities of free points that stand for others."""

    reading: Reading
    indices: Mapping[Any, int] = field(default_factory=dict)

    def quantity(self, e: Any) -> Quantity:
        """Any term."""
        kind: Any = type(e)
        rule = next((self.reading.rules[cls] for cls in kind.__mro__ if cls in self.reading.rules), None) or _rule(kind)
        return rule(self, e)

    def number(self, e: Any) -> Number:
        """A term that is a number."""
        found = self.quantity(e)
        if isinstance(found, Vector):
            raise NotReadError(f"{e} is a vector where a number belongs.")
        return found

    def constant(self, e: Any) -> Fraction:
        """A term that depends on no function."""
        found = self.number(e)
        if not isinstance(found, Fraction):
            raise NotReadError(f"{e} depends on the function; a number is needed there.")
        return found

    def vector(self, e: Any) -> Vector:
        """A term that is a vector."""
        found = self.quantity(e)
        if found == 0:  # the language writes u - u as the number 0
            return ZERO_VECTOR
        if not isinstance(found, Vector):
            raise NotReadError(f"{e} is a number where a vector belongs.")
        return found

    def step(self, e: Any) -> int:
        """An index."""
        found = self.constant(e)
        if found.denominator != 1:
            raise NotReadError(f"the step {e} is no whole number.")
        return int(found)

    def within(self, index: Any, value: int) -> "Translation":
        """The translation with one more index in scope."""
        return Translation(self.reading, {**self.indices, index: value})


Rule = Callable[[Translation, Any], Quantity]


def _rational(v: Translation, e: Any) -> Quantity:
    return Fraction(int(e.p), int(e.q))


def _constant(v: Translation, e: Any) -> Quantity:
    if e.name not in v.reading.constants:
        raise NotReadError(f"the constant {e} has no value.")
    return v.reading.constants[e.name]


def _index(v: Translation, e: Any) -> Quantity:
    if e not in v.indices:
        raise NotReadError(f"the index {e} has no value.")
    return Fraction(v.indices[e])


def _sum(v: Translation, e: Any) -> Quantity:
    return reduce(lambda a, b: added(a, b, e), (v.quantity(a) for a in e.args))


def _product(v: Translation, e: Any) -> Quantity:
    return reduce(lambda a, b: multiplied(a, b, e), sorted((v.quantity(a) for a in e.args), key=lambda q: not isinstance(q, Fraction)))


def _power(v: Translation, e: Any) -> Quantity:
    if isinstance(e.base, w.norm) and len(e.base.args) == 1 and e.exp == 2:
        return v.quantity(w.norm_sq(e.base.args[0]))
    base = v.quantity(e.base)
    if isinstance(base, Vector):
        raise NotReadError(f"{e} takes a power of each coordinate, which is not linear in points and gradients.")
    if not isinstance(base, Fraction):
        raise NotReadError(f"{e} takes a power of what depends on the function: it is not linear in values and inner products.")
    return v.reading.roundings.power(base, v.constant(e.exp), e)


def _function(v: Translation, e: Any) -> Quantity:
    values = [v.constant(a) for a in e.args]
    return v.reading.roundings.closed_form(e.func(*(sp.Rational(q.numerator, q.denominator) for q in values)), e)


def _irrational(v: Translation, e: Any) -> Quantity:
    return v.reading.roundings.closed_form(e, e)


def _extreme(v: Translation, e: Any) -> Quantity:
    return _extreme_of(isinstance(e, (sp.Max, w.Worst)), [v.number(a) for a in e.args], e)


def _size(v: Translation, e: Any) -> Quantity:
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


def _point(v: Translation, e: Any) -> Quantity:
    objective = v.reading.objective
    return objective.minimiser(e.name) if e == w.x_star else objective.point(e.name)


def _special(v: Translation, e: Any) -> Quantity:
    if e == w.f_star:
        return v.reading.objective.infimum()
    raise NotReadError(f"{e} is the dimension; the worst case is taken over all dimensions.")


def _indexed(v: Translation, e: Any) -> Quantity:
    key = (str(e.base), v.step(e.indices[0]))
    if isinstance(e.base, w.Sequence) or v.reading.member is None:
        raise NotReadError(f"{e} is a free sequence, which is nothing of a function.")
    if key not in v.reading.members:
        v.reading.members[key] = v.reading.member(v.reading, key)
    return v.reading.members[key]


def _value(v: Translation, e: Any) -> Quantity:
    return v.reading.objective.at(v.vector(e.args[0]), named(v, e.args[0])).value


def _gap(v: Translation, e: Any) -> Quantity:
    return added(_value(v, e), multiplied(Fraction(-1), v.reading.objective.infimum(), e), e)


def _gradient(v: Translation, e: Any) -> Quantity:
    return v.reading.objective.at(v.vector(e.args[0]), named(v, e.args[0])).gradient


def named(v: Translation, e: Any) -> str:
    """The name of a point with its steps as numbers, and of a random one with its path."""
    at_step = e.xreplace({index: sp.Integer(value) for index, value in v.indices.items()})
    return f"{at_step}{v.reading.path}" if random_terms(at_step) else str(at_step)


def _norm_sq(v: Translation, e: Any) -> Quantity:
    return plain(v.vector(e.args[0]).squared())


def _inner(v: Translation, e: Any) -> Quantity:
    return plain(v.vector(e.args[0]).dot(v.vector(e.args[1])))


def _norm(v: Translation, e: Any) -> Quantity:
    if len(e.args) == 2:
        raise NotReadError(f"{e} is a norm of coordinates, which inner products do not tell.")
    if not v.vector(e.args[0]).parts:
        return Fraction(0)
    raise NotReadError(f"{e} is a norm, not linear in inner products; a claim is squared only where each side is one norm times a constant.")


def _dist_sq(v: Translation, e: Any) -> Quantity:
    position = v.vector(e.args[0])
    nearest = v.reading.objective.nearest_minimiser(position, named(v, e.args[0]))
    return plain(position.plus(nearest, Fraction(-1)).squared())


def _over_steps(v: Translation, e: Any) -> Quantity:
    terms = list(_terms_over(v, e))
    if not terms:
        if isinstance(e, sp.Sum):
            return Fraction(0)
        raise UndefinedError(f"{e} ranges over no step here.")
    if isinstance(e, (w.Best, w.Worst)):
        return _extreme_of(isinstance(e, w.Worst), [_number(q) for q in terms], e)
    total = reduce(lambda a, b: added(a, b, e), terms)
    return total if isinstance(e, sp.Sum) else multiplied(Fraction(1, len(terms)), total, e)


def _terms_over(v: Translation, e: Any) -> Iterable[Quantity]:
    """The term at every value of the bound indices; the leftmost is innermost."""
    scopes = [v]
    for index, low, high in reversed(e.limits):
        scopes = [one.within(index, n) for one in scopes for n in range(one.step(low), one.step(high) + 1)]
    return (one.quantity(e.function) for one in scopes)


def _in_turn(v: Translation, e: Any) -> Quantity:
    step, *terms = e.args
    return v.quantity(terms[v.step(step) % len(terms)])


def _not_random(v: Translation, e: Any) -> Quantity:
    if isinstance(e, w.E):
        return v.quantity(e.args[0])
    raise NotReadError(f"{e} is random, and no draws are given.")


def _unknown(v: Translation, e: Any) -> Quantity:
    raise NotReadError(f"{e} is not made of values of f, gradients and inner products.")


RULES: dict[type, Rule] = {
    sp.Rational: _rational,
    sp.core.numbers.Pi: _irrational,
    sp.core.numbers.Exp1: _irrational,
    w.Constant: _constant,
    w.Natural: _constant,
    w.Real: _constant,
    w.Index: _index,
    w.Point: _point,
    w.Special: _special,
    sp.Indexed: _indexed,
    sp.Add: _sum,
    sp.Mul: _product,
    sp.Pow: _power,
    sp.Max: _extreme,
    sp.Min: _extreme,
    sp.Abs: _size,
    **{kind: _function for kind in (sp.log, sp.exp, sp.sin, sp.cos, sp.tan, sp.sinh, sp.cosh, sp.tanh, sp.atan, sp.sign, sp.floor, sp.ceiling)},
    w.f: _value,
    gap: _gap,
    w.grad: _gradient,
    w.norm_sq: _norm_sq,
    w.inner: _inner,
    w.norm: _norm,
    w.dist_sq: _dist_sq,
    **{kind: _over_steps for kind in w.OVER_STEPS},
    w.InTurn: _in_turn,
    w.E: _not_random,
    w.AtRandom: _not_random,
    w.stochastic_grad: _not_random,
    w.Probability: _not_random,
}
"""Class of term -> its rule."""


@cache
def _rule(kind: type) -> Rule:
    return next((RULES[cls] for cls in kind.__mro__ if cls in RULES), _unknown)
