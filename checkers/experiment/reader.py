"""The experiment reader: propose cases, explore them in floats, decide exactly what looks violated or tied, and say what was found."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from checkers.experiment.case import Case
from checkers.experiment.decide import Decision, Outcome, Spot, decide
from checkers.experiment.explore import Finding, Proposal, explored
from checkers.experiment.moments import certified_exactly
from checkers.experiment.regions import Region
from checkers.experiment.search.proposals import Scope, drawn_cases, known_values, library_cases
from checkers.experiment.simplify import simplest
from checkers.verdict import Verdict
from theorems.language import Theorem
from theorems.normal_form import NormalForm, normal_form

MOST_VIOLATIONS, MOST_TIES = 24, 8
"""Apparent violations and near ties of one claim that are decided exactly, the simplest first."""

ATTAINED = 1 - 1e-6
"""A share of the bound from which on it may be attained, which an exact tie then shows."""

CHUNK = 400
"""Cases explored together before the next are proposed."""


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


@dataclass(frozen=True)
class Effort:
    """How much to try: drawn instances, steps, root seed, families, and a limit in seconds where one is asked for."""

    instances: int = 64
    steps: int = 24
    root: int = 0
    families: tuple[str, ...] = ()
    budget: float | None = None


def read(theorem: Theorem, extra: tuple[Any, ...], effort: Effort) -> list[Reading]:
    """Every claim of a theorem, tried on the same cases."""
    forms = [normal_form(claim) for claim in theorem.claims]
    scope = Scope(theorem, theorem.claims, Region(theorem, extra), effort.families, effort.steps, effort.root)
    tallies = [Tally() for _ in forms]
    started = time.monotonic()
    for chunk in _chunks(_proposed(scope, effort), CHUNK):
        for findings in explored(theorem, forms, chunk):
            for tally, finding in zip(tallies, findings, strict=True):
                tally.add(finding)
        if effort.budget is not None and time.monotonic() - started > effort.budget:
            break
    return [_judge(scope, form, tally) for form, tally in zip(forms, tallies, strict=True)]


def _proposed(scope: Scope, effort: Effort) -> Iterator[Case]:
    yield from library_cases(scope)
    yield from drawn_cases(scope, effort.instances)


def _chunks(cases: Iterable[Case], size: int) -> Iterator[list[Case]]:
    waiting: list[Case] = []
    for case in cases:
        waiting.append(case)
        if len(waiting) == size:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _judge(scope: Scope, form: NormalForm, tally: Tally) -> Reading:
    if tally.cases == 0:
        return Reading(Verdict.NOT_APPLICABLE, _nothing_tried(scope), tally)
    refutation, ties, undecided = _decide_all(scope, form, tally)
    if refutation is not None:
        return Reading(Verdict.REFUTED, "an explicit instance violates the claim", tally, refutation, ties=ties)
    if undecided:
        worst = min(tally.violations, key=lambda proposal: proposal.relative)
        reason = f"{undecided} apparent violations (the largest {-worst.relative:.1e} of the terms' size) could not be decided exactly"
        return Reading(Verdict.INCONCLUSIVE, reason, tally, ties=ties, undecided=undecided)
    sharpness, attained = _sharpness(scope, form, tally)
    return Reading(Verdict.SUPPORTED, _supported(tally), tally, sharpness=sharpness, attained=attained, ties=ties)


def _nothing_tried(scope: Scope) -> str:
    if scope.families:
        return f"no instance of {', '.join(scope.families)} certifies every hypothesis with values of the constants that `given` allows"
    return "no family of problems certifies every hypothesis with values of the constants that `given` allows"


def _supported(tally: Tally) -> str:
    return f"not refuted on {tally.cases} cases from {len(tally.families)} families ({tally.compared} comparisons)"


def _decide_all(scope: Scope, form: NormalForm, tally: Tally) -> tuple[Refutation | None, int, int]:
    """The first exact violation among the simplest proposals; how many ties, and how many violations stayed undecided."""
    ties = undecided = 0
    for proposal in [*simplest(tally.violations, MOST_VIOLATIONS), *simplest(tally.ties, MOST_TIES)]:
        decision = decide(scope.theorem, form, proposal.case, proposal.spot)
        if decision.outcome is Outcome.VIOLATED:
            if member(scope, proposal.case):
                return Refutation(proposal.case, proposal.spot, decision), ties, undecided
            undecided += 1
        ties += decision.outcome is Outcome.TIE
        undecided += decision.outcome is Outcome.UNDECIDED and proposal in tally.violations
    return None, ties, undecided


def member(scope: Scope, case: Case) -> bool:
    """Whether a case meets every hypothesis, decided exactly: certificates, relations between constants, moments along the run."""
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

