"""Claims about probabilities over random networks, and about means that have no closed form, tried on fresh draws.

The exact binomial tail refutes a claim about a probability, and confirms it on a case whose events are few enough; bets refute a mean of numbers that
are not negative. Cases, numbers of draws and levels are fixed before the first fresh draw. A bound that so few draws could not confirm, however
rare the events, is tried for refutation alone; one that every probability meets is not tried.
"""

from collections.abc import Iterator
from dataclasses import replace
from math import log
from typing import Any

import numpy as np

from checkers.experiment.candidates import DRAWS_PER_SEED
from checkers.experiment.case import Case
from checkers.experiment.decide import Decision, Outcome, Spot
from checkers.experiment.fresh_draws import Place, place_of, retested, screened_bound
from checkers.experiment.membership import member
from checkers.experiment.reading import Effort, Reading, Refutation, Tally
from checkers.experiment.retest import Level, Retest, Streams, level_text
from checkers.experiment.sampling import Sampled
from checkers.experiment.search.library import library_cases
from checkers.experiment.search.scope import Scope, corner_constants, known_values
from checkers.experiment.witness import OF_DRAWS
from checkers.verdict import Verdict
from problems.matching import matching_families
from theorems import words as w
from theorems.normal_form import NormalForm, normal_form
from theorems.typed import walk

WIDTHS = (16, 64, 256)
"""Widths of the networks of every ladder that are tried beside the library's."""

MOST = 12
"""Cases that are tried at most."""

AT = Spot(0, 1)

EQUALITY = "draws decide no equality of means that have no closed form: claim <= and >= one by one"
UNBOUNDED = "no mean over the draws of a network that certifies every hypothesis can be bounded by draws"


def read_over_networks(scope: Scope, effort: Effort) -> Reading:
    """The answer for the one claim of a scope."""
    form, draws = normal_form(scope.claims[0], scope.theorem.sequences), effort.seeds * DRAWS_PER_SEED
    found, tally, confirmable = Sampled(seeds=draws), Tally(), 0
    for rank, place in enumerate(_places(scope, form), start=1):
        level = Level(effort.alpha, rank)
        can = place.claim.event and draws * -log(max(1 - screened_bound(place), 1e-300)) > -log(level.share)
        retest = retested(place, level, draws, confirming=can)
        if retest is None:
            continue
        _count(tally, found, retest, place)
        if retest.outcome == "refuted":
            refutation = Refutation(retest.case, AT, Decision(Outcome.VIOLATED, retest.left, retest.right), chance=retest)
            return Reading(Verdict.REFUTED, refutation.reason, tally, refutation, sampled=found)
        confirmable += can
    if not found.retests:
        return Reading(Verdict.NOT_APPLICABLE, EQUALITY if form.equality else UNBOUNDED, tally)
    return Reading(*_answer(found, confirmable, effort.alpha), tally, sampled=found, witness=OF_DRAWS)


def _count(tally: Tally, found: Sampled, retest: Retest, place: Place) -> None:
    found.cases += 1
    found.retests.append(retest)
    tally.cases += 1
    tally.compared += retest.draws
    tally.families.add(place.case.instance.family)


def _answer(found: Sampled, confirmable: int, alpha: float) -> tuple[Verdict, str]:
    confirmed = sum(one.outcome == "confirmed" for one in found.retests)
    tried = f"{found.cases} networks with constants, {found.seeds} draws of each at most"
    if confirmable and confirmed == confirmable:
        rest = found.cases - confirmed
        beyond = f"; on the other {rest} the bound is too small for as many draws to confirm it" if rest else ""
        said = f"on {confirmed} of them the exact binomial tail confirms it at level α = {level_text(alpha)}"
        return Verdict.SUPPORTED, f"not refuted on {tried}; {said}{beyond}"
    said = f"draws confirm it on {confirmed} of the {confirmable} on which they could" if confirmable else "draws confirm no such mean"
    return Verdict.INCONCLUSIVE, f"the evidence is asymptotic: not refuted on {tried}, but {said}"


def _places(scope: Scope, form: NormalForm) -> Iterator[Place]:
    """The first cases whose bound says something, each with streams of its own."""
    number, seen = 0, set()
    for case in _cases(scope):
        if _told_apart(scope, case) in seen:
            continue
        seen.add(_told_apart(scope, case))
        place = place_of(scope.theorem, form, case, AT, Streams(scope.root, number))
        bound = None if place is None or not member(scope, case) else screened_bound(place)
        if place is not None and bound is not None and not (place.claim.event and bound >= 1):
            number += 1
            yield place
        if number == MOST:
            return


def _cases(scope: Scope) -> Iterator[Case]:
    """Networks of each ladder with constants at the corners of what `given` allows, the wide ones first, then those of the libraries."""
    for name, family in sorted(matching_families(scope.theorem, scope.claims, scope.families).items()):
        for width in reversed(WIDTHS) if family.ladder is not None else ():
            stream = np.random.Generator(np.random.Philox(key=[scope.root, width]))
            assert family.ladder is not None
            instance, _ = family.ladder(width, stream)
            if scope.lacking(instance, None) is None:
                bare = Case(instance, found_by=f"ladder: {name}")
                for constants in corner_constants(scope, known_values(scope, bare)):
                    yield replace(bare, constants=constants)
    for cases in library_cases(scope):
        yield from cases


def _told_apart(scope: Scope, case: Case) -> tuple[Any, ...]:
    """What the claim can tell a case by: the instance, and the constants that it names."""
    named = {term.name for term in walk(scope.claims[0]) if isinstance(term, (w.Constant, w.Natural, w.Real))}
    return case.instance.formula, *(value for name, value in sorted(case.constants.items()) if name in named)
