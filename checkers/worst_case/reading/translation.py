"""The one translation from statements to exact linear terms: any term of the language, once its constants, t and T have values.

Points and gradients are vectors, combinations of the basis; values of f and inner products are affine expressions. What is not linear in values
and inner products has no such form, and the term is named.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import Any

import sympy as sp

from checkers.worst_case.program import NotReadError
from checkers.worst_case.reading import arithmetic
from checkers.worst_case.reading.exact_numbers import Roundings
from checkers.worst_case.reading.objective import Objective
from checkers.worst_case.reading.quantities import ZERO_VECTOR, Number, Quantity, added, multiplied, plain
from checkers.worst_case.terms import Vector
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
    """Terms as quantities, with the values of the indices in scope."""

    reading: Reading
    indices: Mapping[Any, int] = field(default_factory=dict)

    def quantity(self, e: Any) -> Quantity:
        """Any term."""
        kind: Any = type(e)
        further = next((rule for cls, rule in self.reading.rules.items() if issubclass(kind, cls)), None)
        return (further or _rule(kind))(self, e)

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
    steps = {index: sp.Integer(value) for index, value in v.indices.items()}
    steps |= {n: sp.Integer(int(v.constant(n))) for n in e.free_symbols if isinstance(n, w.Natural)}
    at_step = e.xreplace(steps)
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


def _not_random(v: Translation, e: Any) -> Quantity:
    if isinstance(e, w.E):
        return v.quantity(e.args[0])
    raise NotReadError(f"{e} is random, and no draws are given.")


def _unknown(v: Translation, e: Any) -> Quantity:
    raise NotReadError(f"{e} is not made of values of f, gradients and inner products.")


RULES: dict[type, Rule] = {
    **arithmetic.RULES,
    w.Point: _point,
    w.Special: _special,
    sp.Indexed: _indexed,
    w.f: _value,
    gap: _gap,
    w.grad: _gradient,
    w.norm_sq: _norm_sq,
    w.inner: _inner,
    w.norm: _norm,
    w.dist_sq: _dist_sq,
    w.E: _not_random,
    w.AtRandom: _not_random,
    w.stochastic_grad: _not_random,
    w.Probability: _not_random,
}
"""Class of term -> its rule."""


@cache
def _rule(kind: type) -> Rule:
    return next((RULES[cls] for cls in kind.__mro__ if cls in RULES), _unknown)
