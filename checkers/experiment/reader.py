"""The experiment reader: propose cases, explore them in floats, decide exactly what looks violated or tied, and say what was found."""

import time
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

import sympy as sp

from checkers.experiment.case import Case
from checkers.experiment.decide import STRADDLES, Decision, Outcome, Spot, decide
from checkers.experiment.engine import stochastic_batches
from checkers.experiment.explore import Finding, Proposal, explored
from checkers.experiment.moments import certified_exactly
from checkers.experiment.regions import Region
from checkers.experiment.sampling import Sampled, sampled
from checkers.experiment.search.proposals import Scope, drawn_cases, known_values, library_cases, long_cases
from checkers.experiment.simplify import simplest
from checkers.verdict import Verdict
from problems.matching import lacking, named
from theorems import words as w
from theorems.language import Theorem
from theorems.normal_form import NormalForm, normal_form

MOST_VIOLATIONS, MOST_TIES = 24, 8
"""Apparent violations and near ties of one claim that are decided exactly, the simplest first."""

INVISIBLE = 1e-12
"""Apparent violations below this share of the run's largest terms, undecided by balls, are rounding at the end of a convergent run."""

ATTAINED = 1 - 1e-6
"""A share of the bound from which on it may be attained, which an exact tie then shows."""


@dataclass
class Tally:
    """What exploring one claim has shown so far."""

    cases: int = 0
    compared: int = 0
    violations: list[Proposal] = field(default_factory=list)
    ties: list[Proposal] = field(default_factory=list)
    best: Finding | None = None
    attaining: list[Proposal] = field(default_factory=list)
    families: set[str] = field(default_factory=set)

    def add(self, finding: Finding | None) -> None:
        """Count one case."""
        if finding is None:
            return
        self.cases += 1
        self.compared += finding.compared
        self.families.add(finding.case.instance.family)
        self.violations.extend(finding.violations)
        if finding.near_tie is not None:
            self.ties.append(finding.near_tie)
        if finding.used is not None and finding.used_at is not None:
            if self.best is None or self.best.used is None or finding.used > self.best.used + 1e-9:
                self.best = finding
            if finding.used > ATTAINED:
                self.attaining.append(Proposal(finding.case, finding.used_at, 0.0))


@dataclass(frozen=True)
class Refutation:
    """A case on which the claim is violated exactly."""

    case: Case
    spot: Spot
    decision: Decision


@dataclass(frozen=True)
class Reading:
    """The experiment reader's answer for one claim."""

    verdict: Verdict
    reason: str
    tally: Tally
    refutation: Refutation | None = None
    sharpness: float | str | None = None
    attained: tuple[Case, Spot] | None = None
    ties: int = 0
    undecided: int = 0
    apparent: int = 0
    sampled: Sampled | None = None


@dataclass(frozen=True)
class Effort:
    """How much to try: drawn instances, seeds of sampled runs, steps, root seed, families, and a limit in seconds where one is asked for."""

    instances: int = 64
    seeds: int = 32
    steps: int = 24
    root: int = 0
    families: tuple[str, ...] = ()
    budget: float | None = None


def read(theorem: Theorem, extra: tuple[Any, ...], effort: Effort) -> list[Reading]:
    """Every claim of a theorem; claims that name the same words are tried on the same cases, so that none narrows what another is tried on."""
    if _has_sequence(theorem):
        return [Reading(Verdict.NOT_APPLICABLE, "no instrument draws free sequences yet", Tally()) for _ in theorem.claims]
    groups: dict[Any, list[int]] = {}
    for number, claim in enumerate(theorem.claims):
        alone = replace(theorem, claim=claim)
        groups.setdefault((frozenset(named(alone, [claim])), stochastic_batches(alone)), []).append(number)
    found: dict[int, Reading] = {}
    for numbers in groups.values():
        together = replace(theorem, claim=[theorem.claims[number] for number in numbers])
        found.update(zip(numbers, _read_together(together, extra, effort), strict=True))
    return [found[number] for number in range(len(theorem.claims))]


def _read_together(theorem: Theorem, extra: tuple[Any, ...], effort: Effort) -> list[Reading]:
    """Claims that can be tried on the same cases; a claim is left alone once it is refuted."""
    scope = Scope(theorem, theorem.claims, Region(theorem, extra), effort.families, effort.steps, effort.root)
    searches = [Search(scope, normal_form(claim, theorem.sequences)) for claim in theorem.claims]
    started = time.monotonic()
    for cases in chain(library_cases(scope), drawn_cases(scope, effort.instances), long_cases(scope)):
        waiting = [search for search in searches if search.refutation is None]
        for findings in explored(theorem, [search.form for search in waiting], cases, lambda case: _consistent(scope, case)):
            for search, finding in zip(waiting, findings, strict=True):
                search.tally.add(finding)
        for search in waiting:
            search.settle_violations()
        if all(search.refutation for search in searches):
            break
        if _spent(effort, started):
            for search in searches:
                search.cut_short = True
            break
    else:
        _sample(scope, searches, effort)
    return [search.reading() for search in searches]


def _sample(scope: Scope, searches: list["Search"], effort: Effort) -> None:
    """Long seeded runs for the claims that are left."""
    waiting = [search for search in searches if search.refutation is None]
    for search, found in zip(waiting, sampled(scope, [search.form for search in waiting], effort.seeds) if waiting else [], strict=True):
        search.sampled = found


def _consistent(scope: Scope, case: Case) -> bool:
    return scope.region.holds({**known_values(scope, case), **case.constants})


def _has_sequence(theorem: Theorem) -> bool:
    return any(isinstance(term, sp.Indexed) and isinstance(term.base, w.Sequence) for term in theorem.terms())


def _spent(effort: Effort, started: float) -> bool:
    return effort.budget is not None and time.monotonic() - started > effort.budget


@dataclass
class Search:
    """One claim's search: what was found in floats, and what has been decided of it exactly."""

    scope: Scope
    form: NormalForm
    tally: Tally = field(default_factory=Tally)
    refutation: Refutation | None = None
    ties: int = 0
    undecided: int = 0
    straddling: int = 0
    open_ties: int = 0
    tried: int = 0
    sampled: Sampled | None = None
    cut_short: bool = False

    def settle_violations(self) -> None:
        """Decide the simplest of the apparent violations that are new, until one is exact."""
        fresh, self.tally.violations = self.tally.violations, []
        self.tried += len(fresh)
        seen = [proposal for proposal in fresh if abs(proposal.visible) > INVISIBLE]
        rounding = [proposal for proposal in fresh if abs(proposal.visible) <= INVISIBLE]
        for proposal in [*simplest(seen, MOST_VIOLATIONS), *simplest(rounding, MOST_TIES)]:
            if self.refutation is None:
                self._count(proposal, self._decide(proposal))

    def _count(self, proposal: Proposal, decision: Decision) -> None:
        """An undecided violation counts, unless it is rounding: too small to see, or within an enclosure of the instance's own data."""
        if decision.outcome is Outcome.UNDECIDED and abs(proposal.visible) > INVISIBLE:
            enclosed = decision.reason == STRADDLES and not _exactly_known(proposal.case)
            self.straddling += enclosed
            self.undecided += not enclosed

    def _decide(self, proposal: Proposal) -> Decision:
        decision = decide(self.scope.theorem, self.form, proposal.case, proposal.spot)
        self.ties += decision.outcome is Outcome.TIE
        if decision.outcome is Outcome.VIOLATED:
            if not member(self.scope, proposal.case):
                return Decision(Outcome.UNDECIDED, reason="a hypothesis is not certified exactly")
            self.refutation = Refutation(proposal.case, proposal.spot, decision)
        return decision

    def reading(self) -> Reading:
        """The answer: near ties are decided last, and a claim that is tied nowhere below its bound is supported."""
        for proposal in simplest(self.tally.ties, MOST_TIES):
            if self.refutation is None:
                self.open_ties += self._decide(proposal).outcome is Outcome.UNDECIDED
        if self.refutation is not None:
            return self._answer(Verdict.REFUTED, "an explicit instance violates the claim")
        if self.tally.cases == 0:
            return self._answer(Verdict.NOT_APPLICABLE, _nothing_tried(self.scope))
        if self.undecided:
            return self._answer(Verdict.INCONCLUSIVE, f"{self.undecided} apparent violations could not be decided exactly")
        if self.sampled is not None and self.sampled.exceeded is not None:
            return self._answer(Verdict.INCONCLUSIVE, _exceeded(self.sampled))
        sharpness, attained = _sharpness(self.scope, self.form, self.tally)
        ended = f"; {self.straddling} comparisons lie within an enclosure of the infimum or the minimiser" if self.straddling else ""
        ended += f"; {self.open_ties} near ties stay open" if self.open_ties else ""
        ended += "; the search was cut short by the budget" if self.cut_short else ""
        return self._answer(Verdict.SUPPORTED, _supported(self.tally) + ended, sharpness, attained)

    def _answer(self, verdict: Verdict, reason: str, sharpness: float | str | None = None, attained: tuple[Case, Spot] | None = None) -> Reading:
        counts = (self.ties, self.undecided, self.tried)
        return Reading(verdict, reason, self.tally, self.refutation, sharpness, attained, *counts, self.sampled)


def _exactly_known(case: Case) -> bool:
    """Whether the infimum and the minimiser of a case are numbers, not enclosures."""
    infimum = case.instance.infimum
    return (infimum is None or infimum.exact) and (case.minimiser is None or all(e.exact for e in case.minimiser))


def _exceeded(found: Sampled) -> str:
    return (
        f"the mean over {found.seeds} seeds lies {found.largest:.0f} standard errors above the bound within {found.steps} steps on "
        f"{found.exceeded}; sampling alone refutes nothing, and no exact counterexample was found"
    )


def _nothing_tried(scope: Scope) -> str:
    if scope.families:
        return f"no instance of {', '.join(scope.families)} certifies every hypothesis with values of the constants that `given` allows"
    return "no family of problems certifies every hypothesis with values of the constants that `given` allows"


def _supported(tally: Tally) -> str:
    return f"not refuted on {tally.cases} cases from {len(tally.families)} families ({tally.compared} comparisons)"


def member(scope: Scope, case: Case) -> bool:
    """Whether a case meets every hypothesis, decided exactly: certificates, relations between constants, moments along the run."""
    if lacking(scope.theorem, case.instance, case.noise, scope.claims) is not None:
        return False
    if case.minimiser is not None and case.minimiser not in case.instance.minimisers:
        return False
    values = {**known_values(scope, case), **case.constants}
    return scope.region.holds(values) and certified_exactly(scope.theorem, case)


def _sharpness(scope: Scope, form: NormalForm, tally: Tally) -> tuple[float | str | None, tuple[Case, Spot] | None]:
    """The largest share used; "1" where an exact tie shows that the bound is attained."""
    best = tally.best
    if best is None or best.used is None or best.used_at is None:
        return None, None
    for proposal in simplest(tally.attaining, MOST_TIES):
        if decide(scope.theorem, form, proposal.case, proposal.spot).outcome is Outcome.TIE:
            return "1", (proposal.case, proposal.spot)
    return min(round(max(best.used, 0.0), 6), 1.0), (best.case, best.used_at)
