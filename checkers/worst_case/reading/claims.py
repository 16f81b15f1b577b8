"""A claim as a quotient that is at most one where the claim holds: the split that sharpness is defined by, at given constants."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sympy as sp

from checkers.worst_case.program import NotReadError
from checkers.worst_case.reading.roots import Constant, both_squared, is_plain_norm, is_rooted, root_factor
from theorems import words as w
from theorems.holes import Open, hole, opened
from theorems.normal_form import NormalForm, Term, normal_form
from theorems.scaling import Asymptotic
from theorems.typed import NUMBER, VECTOR, Kinds, walk


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

    Two of them for an equality of numbers, one for each direction that has such terms. Of a claim with a hole c, `D <= c S` or `c S <= D`, it is the
    quotient whose worst case is c or its reciprocal.
    """
    if claim in (sp.true, sp.false) or isinstance(claim, Asymptotic):
        raise NotReadError(f"{claim} bounds nothing at a fixed number of steps.")
    if hole(claim) is not None:
        return (_of_hole(opened(claim), sequences, constant),)
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


def _of_hole(claim: Open, sequences: dict[str, str], constant: Constant) -> Quotient:
    """0 <= rest + c factor: -rest / factor, or -factor / rest where the factor is the negative of what is nonnegative."""
    sign = _sign(claim.factor, sequences, constant)
    if sign > 0:
        return _quotient_of(-claim.rest, claim.factor, "least", sequences, constant)
    if sign < 0:
        return _quotient_of(-claim.factor, claim.rest, "greatest", sequences, constant)
    raise NotReadError(f"{claim.factor}, which the hole {claim.hole} is a factor of, is not manifestly of one sign.")


def _sign(e: Any, sequences: dict[str, str], constant: Constant) -> int:
    """1 or -1 where a term is manifestly of one sign, else 0."""
    terms = (Term(constant(root_factor(e)), sp.S.One),) if is_rooted(e) else _terms(e, sequences, constant)
    signs = {1 if _positive(t) else -1 if _positive(_minus(t)) else 0 for t in terms}
    return signs.pop() if len(signs) == 1 else 0


def _quotient_of(top: Any, bottom: Any, goal: str, sequences: dict[str, str], constant: Constant) -> Quotient:
    """top/bottom as sums of terms; both squared where they are roots."""
    squared = is_rooted(top) or is_rooted(bottom)
    above, below = both_squared(top, bottom, constant) if squared else (top, bottom)
    return Quotient(_terms(above, sequences, constant), _terms(below, sequences, constant), goal, squared, goal == "least")


def _terms(e: Any, sequences: dict[str, str], constant: Constant) -> tuple[Term, ...]:
    return tuple(_valued(_form(sp.Le(0, e, evaluate=False), tuple(sequences.items())).large_terms, sequences, constant))


def _quotient(claim: Any, sequences: dict[str, str], constant: Constant) -> Quotient:
    form = _form(claim, tuple(sequences.items()))
    return _squared(form, sequences, constant) if is_rooted(form.small) or is_rooted(form.large) else _split(form, sequences, constant)


@lru_cache(maxsize=256)
def _form(claim: Any, sequences: tuple[tuple[str, str], ...]) -> NormalForm:
    squares = {e: w.norm_sq(e.base.args[0]) for e in walk(claim) if isinstance(e, sp.Pow) and e.exp == 2 and is_plain_norm(e.base)}
    return normal_form(claim.xreplace(squares), dict(sequences))


def _split(form: NormalForm, sequences: dict[str, str], constant: Constant, squared: bool = False) -> Quotient:
    small, large = _valued(form.small_terms, sequences, constant), _valued(form.large_terms, sequences, constant)
    remarks = ("equality is not excluded, though the claim is strict",) if form.strict else ()
    above, rest = _gathered(large, small)
    if above:
        return Quotient(rest, above, "sharpness", squared, True, remarks)
    below, rest = _gathered(small, large)
    if below:
        return Quotient(below, rest, "sharpness", squared, False, remarks)
    raise NotReadError("neither side has terms that are manifestly nonnegative (squares, gaps to f_star): there is nothing to measure the bound by.")


def _valued(terms: Sequence[Term], sequences: dict[str, str], constant: Constant) -> list[Term]:
    """Terms with their coefficients as fractions, to which members of the method's sequences of numbers go; those that vanish fall away."""
    valued = []
    for term in terms:
        factors = sp.Mul.make_args(term.measured)
        numbers = [a for a in factors if a != 1 and _is_number(a, sequences)]
        measured = sp.Mul(*(a for a in factors if a not in numbers))
        valued.append(Term(constant(sp.sympify(term.coefficient) * sp.Mul(*numbers)), measured))
    return [t for t in valued if t.coefficient]


def _is_number(e: Any, sequences: dict[str, str]) -> bool:
    """Whether a term is made of constants and of the method's sequences of numbers."""
    others = (w.Word, w.Point, w.Special, w.E, w.Probability, w.stochastic_grad, w.Sequence, *w.OVER_STEPS)
    members = [a for a in walk(e) if isinstance(a, sp.Indexed)]
    return not any(isinstance(a, others) for a in walk(e)) and all(sequences.get(str(a.base)) == NUMBER for a in members)


def _minus(term: Term) -> Term:
    return Term(-term.coefficient, term.measured)


def _gathered(side: Sequence[Term], other: Sequence[Term]) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """The nonnegative terms of a side, those that the other side subtracts among them, and all the rest brought to the other side."""
    gathered = (*(t for t in side if _positive(t)), *(_minus(t) for t in other if _positive(_minus(t))))
    rest = (*(t for t in other if not _positive(_minus(t))), *(_minus(t) for t in side if not _positive(t)))
    return gathered, rest


def _positive(term: Term) -> bool:
    return term.nonnegative and term.coefficient > 0


def _squared(form: NormalForm, sequences: dict[str, str], constant: Constant) -> Quotient:
    """The claim with both sides squared."""
    squares = _form(sp.Le(*both_squared(form.small, form.large, constant), evaluate=False), tuple(sequences.items()))
    return _split(squares, sequences, constant, squared=True)
