"""A claim as a quotient that is at most one where the claim holds: the split that sharpness is defined by, at given constants."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import sympy as sp

from checkers.worst_case.program import NotReadError
from theorems import words as w
from theorems.normal_form import NormalForm, Term, normal_form
from theorems.scaling import Asymptotic
from theorems.typed import VECTOR, Kinds, walk

Constant = Callable[[Any], Fraction]
"""The value of a term that depends on no function."""


@dataclass(frozen=True)
class Quotient:
    """numerator/denominator, each a sum of terms coefficient * measured.

    goal as in Program; squared: both sides of the claim are squared, so the root of the quotient is what the claim speaks of; nonnegative_below: the
    denominator is a sum of manifestly nonnegative terms (else the numerator is)
    """

    numerator: tuple[Term, ...]
    denominator: tuple[Term, ...]
    goal: str = "sharpness"
    squared: bool = False
    nonnegative_below: bool = True
    remarks: tuple[str, ...] = ()


def quotients(claim: Any, sequences: dict[str, str], constant: Constant) -> tuple[Quotient, ...]:
    """The quotient of a claim `D <= S`: D/S with S the nonnegative terms of the larger side, S/D where only the smaller side has such.

    Two of them for an equality of numbers, one for each direction that has such terms.
    """
    if claim in (sp.true, sp.false) or isinstance(claim, Asymptotic):
        raise NotReadError(f"{claim} bounds nothing at a fixed number of steps.")
    found, reasons = [], []
    for direction in _directions(claim, sequences):
        try:
            found.append(_quotient(direction, sequences, constant))
        except NotReadError as reason:
            reasons.append(reason)
    if not found:
        raise reasons[0]
    return tuple(found)


def _directions(claim: Any, sequences: dict[str, str]) -> tuple[Any, ...]:
    if not isinstance(claim, sp.Eq):
        return (claim,)
    kinds = Kinds({"x": VECTOR, **sequences})
    if VECTOR in (kinds.of(side) for side in claim.args):
        return (sp.Le(w.norm_sq(claim.lhs - claim.rhs), 0, evaluate=False),)
    return (sp.Le(*claim.args, evaluate=False), sp.Le(*reversed(claim.args), evaluate=False))


def _quotient(claim: Any, sequences: dict[str, str], constant: Constant) -> Quotient:
    form = _form(claim, tuple(sequences.items()))
    return _squared(form, sequences, constant) if _rooted(form) else _split(form, constant)


@lru_cache(maxsize=256)
def _form(claim: Any, sequences: tuple[tuple[str, str], ...]) -> NormalForm:
    squares = {e: w.norm_sq(e.base.args[0]) for e in walk(claim) if isinstance(e, sp.Pow) and e.exp == 2 and _plain_norm(e.base)}
    return normal_form(claim.xreplace(squares), dict(sequences))


def _plain_norm(e: Any) -> bool:
    return isinstance(e, w.norm) and len(e.args) == 1


def _split(form: NormalForm, constant: Constant, squared: bool = False) -> Quotient:
    small, large = _valued(form.small_terms, constant), _valued(form.large_terms, constant)
    remarks = ("equality is not excluded, though the claim is strict",) if form.strict else ()
    above, rest = _gathered(large, small)
    if above:
        return Quotient(rest, above, "sharpness", squared, True, remarks)
    below, rest = _gathered(small, large)
    if below:
        return Quotient(below, rest, "sharpness", squared, False, remarks)
    raise NotReadError("neither side has terms that are manifestly nonnegative (squares, gaps to f_star): there is nothing to measure the bound by.")


def _valued(terms: Sequence[Term], constant: Constant) -> list[Term]:
    """Terms with their coefficients as fractions; those that vanish at these constants fall away."""
    valued = [Term(constant(t.coefficient), t.measured) for t in terms]
    return [t for t in valued if t.coefficient]


def _minus(term: Term) -> Term:
    return Term(-term.coefficient, term.measured)


def _gathered(side: Sequence[Term], other: Sequence[Term]) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """The nonnegative terms of a side, those that the other side subtracts among them, and all the rest brought to the other side."""
    gathered = (*(t for t in side if _positive(t)), *(_minus(t) for t in other if _positive(_minus(t))))
    rest = (*(t for t in other if not _positive(_minus(t))), *(_minus(t) for t in side if not _positive(t)))
    return gathered, rest


def _positive(term: Term) -> bool:
    return term.nonnegative and term.coefficient > 0


def _rooted(form: NormalForm) -> bool:
    """Whether a norm stands in the claim that is not squared at once, or a root of what depends on the function."""
    return any(_is_root(e) for side in (form.small, form.large) for e in walk(side))


def _is_root(e: Any) -> bool:
    if isinstance(e, w.norm):
        return True
    return isinstance(e, sp.Pow) and e.exp == sp.Rational(1, 2) and not _fixed(e.base)


def _squared(form: NormalForm, sequences: dict[str, str], constant: Constant) -> Quotient:
    """The claim with both sides squared, where each is one root times a constant that is not negative."""
    sides = [_square(side) for side in (form.small, form.large)]
    for side, found in zip((form.small, form.large), sides, strict=True):
        if found is None:
            raise NotReadError(
                f"{side} holds a norm or root beside other terms: a claim is squared only where each side is one root times a constant."
            )
        if constant(found[0]) < 0:
            raise NotReadError(f"{side} is negative: a claim is squared only where both sides are nonnegative.")
    small, large = (coefficient**2 * measured for coefficient, measured in (side for side in sides if side is not None))
    return _split(_form(sp.Le(small, large, evaluate=False), tuple(sequences.items())), constant, squared=True)


def _square(side: Any) -> tuple[Any, Any] | None:
    """(c, e) where a side is c * sqrt(e), with e manifestly nonnegative or a square; None where it is not of this form."""
    factors = sp.Mul.make_args(side)
    fixed, rest = [a for a in factors if _fixed(a)], [a for a in factors if not _fixed(a)]
    if not rest:
        return side, sp.S.One
    if len(rest) > 1:
        return None
    inside = _root_squared(rest[0])
    return None if inside is None else (sp.Mul(*fixed), inside)


def _root_squared(e: Any) -> Any:
    if _plain_norm(e):
        return w.norm_sq(e.args[0])
    if isinstance(e, sp.Pow) and e.exp == sp.Rational(1, 2):
        return e.base
    if isinstance(e, (w.Best, w.Worst, sp.Max, sp.Min)):
        inside = [_root_squared(a) for a in ((e.function,) if isinstance(e, (w.Best, w.Worst)) else e.args)]
        if any(a is None for a in inside):
            return None
        return e.func(*inside, *e.limits) if isinstance(e, (w.Best, w.Worst)) else e.func(*inside)
    return None


def _fixed(e: Any) -> bool:
    return all(not isinstance(a, (w.Word, sp.Indexed, w.Point, w.Special, w.E, w.Probability, w.stochastic_grad, *w.OVER_STEPS)) for a in walk(e))
