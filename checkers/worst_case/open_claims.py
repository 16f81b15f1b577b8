"""A claim with a hole as programs: the least constant is the largest quotient, the greatest one its reciprocal."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import sympy as sp

from checkers.worst_case.claims import Quotient, quotients
from checkers.worst_case.program import NotReadError, Program
from checkers.worst_case.reading import programs_of, spots
from checkers.worst_case.translation import Reading, Translation
from theorems import words as w
from theorems.holes import opened
from theorems.language import Theorem
from theorems.normal_form import Term, terms
from theorems.typed import walk

LEAST, GREATEST = "least", "greatest"


def open_programs(theorem: Theorem, claim: Any, constants: Mapping[str, Fraction], steps: int) -> tuple[Program, ...]:
    """The programs of a claim with a hole, the worst of which counts; raises NotReadError."""
    return programs_of(theorem, open_quotient(theorem, claim, constants, steps), constants, steps)


def open_quotient(theorem: Theorem, claim: Any, constants: Mapping[str, Fraction], steps: int) -> Quotient:
    """The quotient that bounds the constant; raises NotReadError where it is not plain that what the hole is multiplied with has a sign."""
    scratch = Translation(Reading(constants), spots(theorem, claim, steps)[0])
    hole, rest, factor = opened(claim)
    if _rooted(claim):
        return _squared(theorem, claim, hole, scratch)
    signs = {_sign(term, scratch) for term in terms(factor)} - {0}
    if signs == {1}:
        return Quotient(_negative(terms(rest)), terms(factor), LEAST, remarks=_strict(claim))
    if signs == {-1}:
        return Quotient(_negative(terms(factor)), terms(rest), GREATEST, nonnegative_below=False, remarks=_strict(claim))
    raise NotReadError(
        f"the hole {hole} is multiplied with {factor}, of which it is not plain that it is nonnegative: write {hole} times squares, norms or "
        "gaps f(u) - f_star."
    )


def _negative(several: Sequence[Term]) -> tuple[Term, ...]:
    return tuple(Term(-term.coefficient, term.measured) for term in several)


def _sign(term: Term, scratch: Translation) -> int | None:
    """The sign of a term, None where it is not plain."""
    value = scratch.constant(sp.sympify(term.coefficient))
    return 0 if value == 0 else (1 if value > 0 else -1) if term.nonnegative else None


def _strict(claim: Any) -> tuple[str, ...]:
    return ("equality is not excluded, though the claim is strict",) if isinstance(claim, (sp.Lt, sp.Gt)) else ()


def _rooted(claim: Any) -> bool:
    return any(isinstance(e, w.norm) for e in walk(claim))


def _squared(theorem: Theorem, claim: Any, hole: Any, scratch: Translation) -> Quotient:
    """A claim between two norms: the hole is a factor of one side, and both sides are squared."""
    if sum(hole in walk(side) for side in claim.args) != 1 or any(hole in walk(side) and side.subs(hole, 0) != 0 for side in claim.args):
        raise NotReadError(f"in a claim about norms the hole {hole} must be a factor of one whole side.")
    small = claim.rhs if isinstance(claim, (sp.Ge, sp.Gt)) else claim.lhs
    (found,) = quotients(claim.xreplace({hole: sp.S.One}), theorem.sequences, scratch.constant)
    if not found.squared:
        raise NotReadError(f"a claim about norms with the hole {hole} is read where each side is one norm times a constant.")
    return replace(found, goal=GREATEST if hole in walk(small) else LEAST)
