"""A hole filled with a guess: the claim with a closed form in its place, proved by one step where one step suffices, else at some horizons."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sympy as sp

from checkers.worst_case.closed_forms.closed_form import HORIZON
from checkers.worst_case.program import NotReadError
from checkers.worst_case.symbolic.certificate import SymbolicCertificate
from checkers.worst_case.symbolic.prove import Unproved, proved
from checkers.worst_case.symbolic.reader import Reader, is_fixed
from checkers.worst_case.symbolic.signs import nonnegative
from checkers.worst_case.symbolic.statement import constants, later, region_of, undecided
from theorems import words as w
from theorems.language import Theorem
from theorems.typed import free_indices, walk


@dataclass(frozen=True)
class Filled:
    """The claim with the form in the place of its hole, and what proves it.

    claim        : what is proved, for every horizon where `horizons` is empty, else at these horizons only
    certificates : one step that is composed as often as one likes, or one certificate for each horizon
    """

    claim: Any
    certificates: tuple[SymbolicCertificate, ...]
    horizons: tuple[int, ...] = ()

    @property
    def assumed(self) -> tuple[str, ...]:
        """What is taken for granted of the constants beyond the statement."""
        return tuple(dict.fromkeys(name for certificate in self.certificates for name in certificate.assumed))

    def __str__(self) -> str:
        constants = "all constants" + (f" with {' and '.join(self.assumed)}" if self.assumed else "")
        if self.horizons:
            return f"proved for N = {', '.join(map(str, self.horizons))} and {constants}; for other N it is a guess"
        return f"proved for every step and {constants}: {self.claim}"


def filled(theorem: Theorem, claim: Any, hole: Any, form: Any, horizons: Sequence[int] = (1, 2)) -> Filled | Unproved:
    """A proof of the claim with a form in N and the statement's constants (symbols of the same names) in the place of its hole.

    Nothing is proved about the form being the best one: that is for the function that attains it.
    """
    written = _in_constants(theorem, claim, form)
    whole = claim.xreplace({hole: written.xreplace({HORIZON: _horizon(claim)})})
    if any(later(e) for e in walk(claim)) and HORIZON not in written.free_symbols:
        made = proved(theorem, whole)
        return Filled(whole, (made,)) if isinstance(made, SymbolicCertificate) else made
    step = one_step(claim, hole, written)
    if step is not None:
        made = proved(theorem, step)
        if isinstance(made, SymbolicCertificate) and composed(theorem, step) is not None:
            return Filled(whole, (made,))
    return _at_horizons(theorem, whole, horizons)


def _at_horizons(theorem: Theorem, whole: Any, horizons: Sequence[int]) -> Filled | Unproved:
    found: list[SymbolicCertificate] = []
    for steps in horizons:
        made = proved(theorem, whole, steps)
        if isinstance(made, Unproved):
            return Filled(whole, tuple(found), tuple(horizons[: len(found)])) if found else made
        found.append(made)
    return Filled(whole, tuple(found), tuple(horizons))


def _in_constants(theorem: Theorem, claim: Any, form: Any) -> Any:
    """The form with the statement's own symbols in the place of those that are called the same."""
    known = {e.name: e for e in theorem.terms(claim) if isinstance(e, (w.Constant, w.Natural, w.Real))}
    return form.xreplace({symbol: known[symbol.name] for symbol in form.free_symbols if symbol.name in known})


def _horizon(claim: Any) -> Any:
    return w.T if w.T in free_indices(claim) else w.t


def one_step(claim: Any, hole: Any, form: Any) -> Any | None:
    """D[t + 1] <= r D[t], where the claim is D[N] <= hole * D[0] and the form r^N; None where they are not."""
    small, large = (claim.rhs, claim.lhs) if isinstance(claim, sp.Ge) else (claim.lhs, claim.rhs)
    ratio = sp.cancel(sp.powsimp(form.subs(HORIZON, HORIZON + 1) / form, force=False))
    if HORIZON in ratio.free_symbols or sp.cancel(form.subs(HORIZON, 0)) != 1:
        return None
    index = _horizon(claim)
    begun = small.subs(index, 0)
    if hole in walk(small) or sp.expand(large - hole * begun) != 0:
        return None
    return sp.Le(small.subs(index, w.t + 1), ratio * small.subs(index, w.t), evaluate=False)


def composed(theorem: Theorem, step: Any) -> Any | None:
    """D[T] <= c^T D[0], for a claim D[t + 1] <= c D[t] about every step with a constant c that is not negative; None where it is no such claim."""
    if w.T in free_indices(step) or not isinstance(step, (sp.Le, sp.Ge)) or not any(later(e) for e in walk(step)):
        return None
    small, large = (step.rhs, step.lhs) if isinstance(step, sp.Ge) else (step.lhs, step.rhs)
    before = small.subs(w.t, w.t - 1)
    factor = sp.cancel(large / before)
    if not is_fixed(factor) or w.t in free_indices(factor):
        return None
    try:
        element = Reader(constants(theorem, step), None, False, undecided).element(factor)
    except NotReadError:
        return None
    if nonnegative(element.numer * element.denom, region_of(theorem, step)) is None:
        return None
    return sp.Le(small.subs(w.t, w.T - 1), factor**w.T * before.subs(w.t, 0), evaluate=False)
