"""The constants that a statement speaks of, as polynomials that are known not to be negative.

Every relation of `given` between constants that is rational in them (or is after squaring two positive sides) gives one; the others are left out,
which makes the region larger and a certificate for it stronger.
"""

from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from checkers.worst_case.program import NotReadError
from checkers.worst_case.symbolic.reader import Reader, is_fixed
from theorems import words as w
from theorems.hypotheses import Smooth, StronglyConvex
from theorems.language import Theorem

Polynomial = Any
"""A polynomial in the constants, an element of SymPy's sparse ring."""


@dataclass(frozen=True)
class Known:
    """polynomial >= 0 (> 0 where strict), and how the statement says it."""

    name: str
    polynomial: Polynomial
    strict: bool


Region = tuple[Known, ...]


def region(theorem: Theorem, reader: Reader) -> Region:
    """Signs that constants have, relations of `given`, and mu <= L where a function is smooth and strongly convex."""
    found = [*_signs(theorem, reader), *_forced(theorem, reader)]
    for relation in theorem.relations:
        if isinstance(relation, (sp.Le, sp.Ge, sp.Lt, sp.Gt, sp.Eq)) and is_fixed(relation.lhs) and is_fixed(relation.rhs):
            found += _of_relation(relation, reader, positive_names(theorem))
    return tuple({(known.polynomial, known.strict): known for known in reversed(found)}.values())[::-1]


def _signs(theorem: Theorem, reader: Reader) -> list[Known]:
    found = []
    for name, generator in zip(map(str, reader.field.symbols), reader.field.ring.gens, strict=True):
        kind = next((type(e) for e in theorem.terms() if isinstance(e, sp.Symbol) and str(e) == name), None)
        if kind in (w.Constant, w.Natural):
            found.append(Known(f"{name} > 0", generator, True))
        if kind is w.Natural:
            found.append(Known(f"{name} >= 1", generator - 1, False))
    return found


def _forced(theorem: Theorem, reader: Reader) -> list[Known]:
    """A strongly convex function is not constant, so that its mu is at most its L; where they are equal, the class has no conditions to use."""
    smooth = next((h for h in theorem.hypotheses if isinstance(h, Smooth)), None)
    strongly = next((h for h in theorem.hypotheses if isinstance(h, StronglyConvex)), None)
    if smooth is None or strongly is None:
        return []
    below = _of_relation(sp.Lt(strongly.mu, smooth.L, evaluate=False), reader, positive_names(theorem))
    return [replace(known, name=f"{known.name}, assumed") for known in below]


def _of_relation(relation: Any, reader: Reader, positive: frozenset[str]) -> list[Known]:
    large, small = (relation.lhs, relation.rhs) if isinstance(relation, (sp.Ge, sp.Gt)) else (relation.rhs, relation.lhs)
    try:
        difference = _difference(large, small, reader)
    except NotReadError:
        return []
    polynomial = difference.numer * (1 if plainly_positive(difference.denom, positive) else difference.denom)
    if isinstance(relation, sp.Eq):
        return [Known(str(relation), polynomial, False), Known(str(relation), -polynomial, False)]
    return [Known(str(relation), polynomial, isinstance(relation, (sp.Lt, sp.Gt)))]


def _difference(large: Any, small: Any, reader: Reader) -> Any:
    """large - small, or the difference of the squares of two positive sides."""
    try:
        return reader.element(large - small)
    except NotReadError:
        if not (_positive_product(large) and _positive_product(small)):
            raise
        return reader.element(sp.expand(large**2 - small**2))


def _positive_product(e: Any) -> bool:
    return all(
        isinstance(a, w.Constant) or (a.is_number and a.is_positive) or (isinstance(a, sp.Pow) and isinstance(a.base, w.Constant) and a.exp.is_number)
        for a in sp.Mul.make_args(e)
    )


def positive_names(theorem: Theorem) -> frozenset[str]:
    """The constants that are positive by what they are."""
    return frozenset(str(e) for e in theorem.terms() if isinstance(e, (w.Constant, w.Natural)))


def plainly_positive(polynomial: Polynomial, positive: frozenset[str]) -> bool:
    """Whether all coefficients are positive, and all constants in it."""
    symbols = polynomial.ring.symbols
    used = {str(symbols[i]) for monomial in polynomial.itermonoms() for i, power in enumerate(monomial) if power}
    return all(c > 0 for c in polynomial.itercoeffs()) and used <= positive
