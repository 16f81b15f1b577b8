"""Norms and other roots: a relation each side of which is one root times a constant is squared."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy as sp

from checkers.worst_case.program import NotReadError
from theorems import words as w
from theorems.typed import walk

Constant = Callable[[Any], Fraction]
"""The value of a term that depends on no function."""


def is_rooted(e: Any) -> bool:
    """Whether a norm stands in a term, or a root of what depends on the function."""
    return any(isinstance(a, w.norm) or (_is_square_root(a) and not is_fixed(a.base)) for a in walk(e))


def is_plain_norm(e: Any) -> bool:
    """Whether a term is a Euclidean norm."""
    return isinstance(e, w.norm) and len(e.args) == 1


def is_fixed(e: Any) -> bool:
    """Whether a term is made of constants and steps."""
    others = (w.Word, sp.Indexed, w.Point, w.Special, w.E, w.Probability, w.stochastic_grad, *w.OVER_STEPS)
    return not any(isinstance(a, others) for a in walk(e))


def squared_relation(relation: Any, constant: Constant) -> Any:
    """An inequality with both sides squared where it holds roots, or else as it is."""
    if not any(is_rooted(side) for side in relation.args):
        return relation
    return relation.func(*both_squared(relation.lhs, relation.rhs, constant), evaluate=False)


def both_squared(one: Any, other: Any, constant: Constant) -> tuple[Any, Any]:
    """Two sides squared, each of which is one root times a constant that is not negative."""
    squares = []
    for side in (one, other):
        factor, inside = _square(side)
        if constant(factor) < 0:
            raise NotReadError(f"{side} is negative: both sides are squared only where both are nonnegative.")
        squares.append(factor**2 * inside)
    return squares[0], squares[1]


def root_factor(e: Any) -> Any:
    """The constant that a root is multiplied by."""
    return _square(e)[0]


def _square(side: Any) -> tuple[Any, Any]:
    """(c, e) where a side is c * sqrt(e); raises NotReadError where it is not of this form."""
    factors = sp.Mul.make_args(side)
    fixed, rest = [a for a in factors if is_fixed(a)], [a for a in factors if not is_fixed(a)]
    inside = sp.S.One if not rest else _root_squared(rest[0]) if len(rest) == 1 else None
    if inside is None:
        raise NotReadError(f"{side} holds a norm or root beside other terms; where each side is one root times a constant, both are squared.")
    return sp.Mul(*fixed), inside


def _root_squared(e: Any) -> Any:
    """What a root is the root of; the largest root is that of the largest."""
    if is_plain_norm(e):
        return w.norm_sq(e.args[0])
    if _is_square_root(e):
        return e.base
    if isinstance(e, (w.Best, w.Worst)):
        inside = _root_squared(e.function)
        return None if inside is None else e.func(inside, *e.limits)
    if isinstance(e, (sp.Max, sp.Min)):
        inner = [_root_squared(a) for a in e.args]
        return None if any(a is None for a in inner) else e.func(*inner)
    return None


def _is_square_root(e: Any) -> bool:
    return isinstance(e, sp.Pow) and e.exp == sp.Rational(1, 2)
