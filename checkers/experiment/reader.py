"""The experiment reader: propose cases, explore them in floats, decide exactly what looks violated or tied, and say what was found."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from checkers.experiment.case import Case
from checkers.experiment.claim_search import ClaimSearch
from checkers.experiment.engine import stochastic_batches
from checkers.experiment.explore import Finding, explored
from checkers.experiment.membership import consistent
from checkers.experiment.observed import inconclusive, worth_trying
from checkers.experiment.over_networks import read_over_networks
from checkers.experiment.random_networks import averaged_exactly
from checkers.experiment.reading import Effort, Reading, Tally
from checkers.experiment.regions import Region
from checkers.experiment.sampling import sampled
from checkers.experiment.scaling.certified import AtWidth, certified_widths, told
from checkers.experiment.scaling.growth import growths
from checkers.experiment.search.climb import climbable, climbed, lengthened
from checkers.experiment.search.portfolio import proposals
from checkers.experiment.search.scan import scanned
from checkers.experiment.search.scope import Scope, draws_networks
from checkers.experiment.search.shrink import shrunk
from checkers.experiment.search.worst_cases import worst_cases
from checkers.experiment.unmatched import fitting
from checkers.experiment.witness import OF_GROWTH, REFUTED, found_witness, plainest, refusal
from checkers.verdict import Verdict
from problems.matching import matching_families, named
from theorems import words as w
from theorems.language import Theorem
from theorems.normal_form import mentions, normal_form
from theorems.scaling import Asymptotic
from theorems.settings import Ladder

EACH_ROUND = 48
"""Cases of one round of numerical search."""

SCANNED = 2
"""How many of the closest and of the plainest cases free constants are scanned on."""


def read(theorem: Theorem, extra: tuple[Any, ...], effort: Effort) -> list[Reading]:
    """Every claim of a theorem; claims that name the same words are tried on the same cases, so that none narrows what another is tried on."""
    theorem = theorem.plain
    groups: dict[Any, list[int]] = {}
    found: dict[int, Reading] = {}
    for number, claim in enumerate(theorem.claims):
        alone = replace(theorem, claim=claim)
        if isinstance(theorem.setting, Ladder) and not isinstance(claim, Asymptotic) and mentions(claim, w.E, w.Probability):
            found[number] = Reading(Verdict.NOT_APPLICABLE, "no instrument averages over the draws of a ladder", Tally())
            continue
        if draws_networks(alone) and not averaged_exactly(alone):
            found[number] = read_over_networks(Scope(alone, alone.claims, Region(alone, extra), effort.families, effort.steps, effort.root), effort)
            continue
        key = (isinstance(claim, Asymptotic), *_named(theorem, claim), stochastic_batches(alone), draws_networks(alone))
        groups.setdefault(key, []).append(number)
    for (limits, *_), numbers in groups.items():
        together = replace(theorem, claim=[theorem.claims[number] for number in numbers])
        readings = (_read_growth if limits else _read_together)(together, extra, effort)
        found.update(zip(numbers, readings, strict=True))
    return [found[number] for number in range(len(theorem.claims))]


def _named(theorem: Theorem, claim: Any) -> tuple[Any, ...]:
    """What a claim names: f_star and the like, and words that only some of the families have, told by these families."""
    alone = replace(theorem, claim=claim)
    own = [frozenset(matching_families(theorem, [one])) for one in theorem.claims] if len(theorem.claims) > 1 else []
    return frozenset(named(alone, [claim])), fitting(alone, claim) if len(set(own)) > 1 else None


def _read_growth(theorem: Theorem, extra: tuple[Any, ...], effort: Effort) -> list[Reading]:
    """Claims about growth: what is measured is consistent with them or not; nothing refutes them."""
    scope = Scope(theorem, theorem.claims, Region(theorem, extra), effort.families, effort.steps, effort.root)
    found = growths(scope, effort.seeds)
    return [
        Reading(one.verdict, one.reason, Tally(one.cases, one.compared, families=set(one.families)), growth=one, witness=OF_GROWTH) for one in found
    ]


def _read_together(theorem: Theorem, extra: tuple[Any, ...], effort: Effort) -> list[Reading]:
    """Claims that can be tried on the same cases; a claim is left alone once it is refuted."""
    scope = Scope(theorem, theorem.claims, Region(theorem, extra), effort.families, effort.steps, effort.root)
    hunt = _hunted(scope, effort)
    readings = [_with_widths(search.reading(), hunt.widths) for search in hunt.searches]
    if worth_trying(scope, readings):
        return [inconclusive(*pair) for pair in zip(_hunted(replace(scope, observed=True), effort).searches, readings, strict=True)]
    return [witnessed(scope, claim, reading) for claim, reading in zip(theorem.claims, readings, strict=True)]


def _with_widths(reading: Reading, found: list[AtWidth]) -> Reading:
    """The reading with what networks of growing width show of the hypotheses, unless the claim is refuted."""
    if not found or reading.verdict is Verdict.REFUTED:
        return reading
    return replace(reading, widths=tuple(found), reason=f"{reading.reason}; {told(found)}")


def _hunted(scope: Scope, effort: Effort) -> "_Hunt":
    """The searches of all claims of a scope, after the hunt."""
    hunt = _Hunt(scope, [ClaimSearch(scope, normal_form(claim, scope.theorem.sequences)) for claim in scope.claims], effort)
    hunt.run()
    return hunt


def witnessed(scope: Scope, claim: Any, reading: Reading) -> Reading:
    """The reading with its witness; where a supported claim has none, though it could, its reason says so."""
    if reading.verdict not in (Verdict.SUPPORTED, Verdict.INCONCLUSIVE):
        return replace(reading, witness=REFUTED) if reading.verdict is Verdict.REFUTED else reading
    found = found_witness(scope, claim, plainest(reading.tally.seen))
    silent = not isinstance(found, str) or refusal(scope.theorem, claim) or reading.verdict is not Verdict.SUPPORTED
    return replace(reading, witness=found, reason=reading.reason if silent else f"{reading.reason}; no witness: {found}")


@dataclass
class _Hunt:
    """The searches of claims that are tried on the same cases, and when they began."""

    scope: Scope
    searches: list[ClaimSearch]
    effort: Effort
    widths: list[AtWidth] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.started = time.monotonic()

    @property
    def waiting(self) -> list[ClaimSearch]:
        """The claims that nothing has refuted yet."""
        return [search for search in self.searches if search.refutation is None]

    def run(self) -> None:
        """Every searcher in turn, until all claims are refuted or the budget is spent."""
        for cases in chain(proposals(self.scope, self.effort), self._worst_cases(), self._climbs(), self._wide()):
            self.explore(cases)
            if not self.waiting:
                return
            if self._spent():
                for search in self.searches:
                    search.cut_short = True
                return
        self._sample()

    def explore(self, cases: list[Case]) -> None:
        """Try the claims that are left on some cases, and decide what looks violated."""
        waiting = self.waiting
        for findings in explored(self.scope.theorem, [search.form for search in waiting], cases, lambda case: consistent(self.scope, case)):
            for search, finding in zip(waiting, findings, strict=True):
                search.tally.add(finding)
        for search in waiting:
            search.settle_violations()
            if search.refutation is not None:
                search.refutation = shrunk(self.scope, search.form, search.refutation)

    def _worst_cases(self) -> Iterator[list[Case]]:
        """For each claim that is left, functions on which it fails, or comes closer to failing, as the worst-case reader finds them."""
        if "worst-case" in self.effort.without:
            return
        for search in self.searches:
            claim = self.scope.claims[self.searches.index(search)]
            best = search.tally.best
            for case in worst_cases(self.scope, claim, 0.0 if best is None or best.used is None else best.used):
                if search.refutation is None:
                    yield [case]

    def _wide(self) -> Iterator[list[Case]]:
        """Networks of growing width, those with a certificate; they are too large to search around."""
        found = certified_widths(self.scope)
        self.widths = [one for one, _ in found]
        yield [replace(case, steps=self.effort.steps) for one, case in found if one.certified]

    def _climbs(self) -> Iterator[list[Case]]:
        """Rounds of numerical search around what came closest to a violation of each claim that is left, and long runs of it in the end."""
        if not climbable(self.scope) or "climb" in self.effort.without:
            return
        if self.effort.rounds:
            yield scanned(self.scope, self._plain())
        for number in range(self.effort.rounds):
            yield climbed(self.scope, self._closest(), number, EACH_ROUND)
        yield lengthened(self.scope, self._closest())

    def _plain(self) -> list[Case]:
        """The closest cases and the plainest ones of each family, a few of them."""
        seen: dict[str, Case] = {}
        for case in (case for search in self.waiting for case in plainest(search.tally.seen)):
            seen.setdefault(case.instance.family, case)
        closest = sorted(self._closest(), key=lambda one: -one.promise)[:SCANNED]
        return list({repr(case.as_json()): case for case in [*(one.case for one in closest), *plainest(seen.values())[:SCANNED]]}.values())

    def _closest(self) -> list[Finding]:
        found = [finding for search in self.waiting for finding in search.tally.closest.values()]
        return list({id(one.case): one for one in found}.values())

    def _sample(self) -> None:
        """Long seeded runs for the claims that are left."""
        waiting = self.waiting
        for search, found in zip(waiting, sampled(self.scope, [search.form for search in waiting], self.effort.seeds), strict=True):
            search.settle_sampled(found, self.effort)

    def _spent(self) -> bool:
        return self.effort.budget is not None and time.monotonic() - self.started > self.effort.budget
