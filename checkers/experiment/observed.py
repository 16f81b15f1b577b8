"""What instances with constants that are only observed say of a claim for which nothing is certified: at most INCONCLUSIVE, with the reason.

They are tried only where no instance certifies the hypotheses. A violation on one is a hint, worth the certificate that would make it a
refutation; that the claim held on some supports nothing.
"""

from collections.abc import Iterator

from checkers.experiment.claim_search import ClaimSearch
from checkers.experiment.explore import Proposal
from checkers.experiment.reading import Reading, Refutation
from checkers.experiment.report import vector
from checkers.experiment.search.draws import library
from checkers.experiment.search.scope import Scope
from checkers.verdict import Verdict
from problems.instance import OBSERVED, Family
from problems.matching import facts_of, matching_families, speaks_of_a_problem
from theorems.hypothesis import Hypothesis
from theorems.printing import phrase, unicode


def worth_trying(scope: Scope, readings: list[Reading]) -> bool:
    """Whether no claim met an instance, for want of a certificate."""
    nothing = all(reading.verdict is Verdict.NOT_APPLICABLE and not reading.tally.troubles for reading in readings)
    return nothing and not scope.observed and speaks_of_a_problem(scope.theorem)


def inconclusive(search: ClaimSearch, before: Reading) -> Reading:
    """The answer of a search on observed instances; the one `before` where it met none."""
    found = search.reading()
    known = list(_observed(search))
    floats = sorted({one.name for one in _in_floats(search)})
    if not found.tally.cases or not (known or floats):
        return before
    names = " and ".join(dict.fromkeys(_name(h) for h, _ in known))
    why = f"no instance certifies every hypothesis; with constants of {names} that are only observed" if known else "f is torch code: in floats"
    reason = f"{why} {_what(search, found)}"
    counts = (found.ties, found.undecided, found.apparent)
    observed = tuple(dict.fromkeys(text for _, text in known))
    return Reading(Verdict.INCONCLUSIVE, reason, found.tally, None, None, None, *counts, observed=observed)


def _observed(search: ClaimSearch) -> Iterator[tuple[Hypothesis, str]]:
    """The hypotheses that instances of the families tried have observed constants for, each with why."""
    scope, tried = search.scope, search.tally.families
    for family in matching_families(scope.theorem, scope.claims, scope.families).values():
        for instance in library(family) if family.name in tried else ():
            facts = facts_of(instance, None)
            for h in search.scope.theorem.hypotheses:
                for fact in (facts.get(certificate) for certificate in h.certificates):
                    if fact is not None and fact.scope == OBSERVED:
                        yield h, f"{_said(h)}: {fact.reason} ({family.name})"


def _in_floats(search: ClaimSearch) -> Iterator[Family]:
    """The families tried whose functions are known as code only."""
    scope = search.scope
    for family in matching_families(scope.theorem, scope.claims, scope.families).values():
        if any(one.in_floats for one in library(family)):
            yield family


def _name(h: Hypothesis) -> str:
    return f"{type(h).__name__}({h.constant})"


def _said(h: Hypothesis) -> str:
    return "".join(part if isinstance(part, str) else unicode(part) for part in phrase(h))


def _what(search: ClaimSearch, found: Reading) -> str:
    if search.refutation is not None:
        return f"the claim is violated on {_place(search.refutation)}, if the observed constant is right"
    if search.open_at is not None and any(_in_floats(search)):
        right = ", if the observed constants are right" if any(_observed(search)) else ""
        return f"the claim looks violated on {_place(search.open_at)}{right}; torch code has no exact form in which to decide it"
    held = f"the claim held on {found.tally.cases} cases ({found.tally.compared} comparisons), which decides nothing"
    return held + (f"; {found.undecided} apparent violations could not be decided exactly" if found.undecided else "")


def _place(refutation: Refutation | Proposal) -> str:
    """The function, the constants, the start or the points, and the step."""
    case, spot = refutation.case, refutation.spot
    parts = [case.instance.formula, *(f"{name} = {value}" for name, value in case.constants.items())]
    parts += [] if case.start is None else [f"x[0] = {vector(case.start)}", f"t = {spot.t}, T = {spot.T}"]
    parts += [f"{name} = {vector(point)}" for name, point in case.points.items()]
    return ", ".join(parts)
