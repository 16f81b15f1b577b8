"""The experiment reader: propose cases, explore them in floats, decide exactly what looks violated or tied, and say what was found."""

import time
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from checkers.experiment.case import Case
from checkers.experiment.decide import STRADDLES, Decision, Outcome, decide
from checkers.experiment.engine import stochastic_batches
from checkers.experiment.explore import Proposal, explored
from checkers.experiment.free_sequences import allowed
from checkers.experiment.moments import certified_exactly
from checkers.experiment.reading import Attained, Effort, Reading, Refutation, Tally
from checkers.experiment.regions import Region
from checkers.experiment.rounding import HARMLESS, settled
from checkers.experiment.sampling import Sampled, sampled
from checkers.experiment.scaling.growth import growths
from checkers.experiment.search.chance import drawn_cases
from checkers.experiment.search.library import library_cases, long_cases
from checkers.experiment.search.scope import Scope, fitting_noise, is_random, known_values
from checkers.experiment.simplify import simplest
from checkers.verdict import Verdict
from problems.matching import lacking, named, speaks_of_a_problem
from theorems import words as w
from theorems.language import Theorem
from theorems.normal_form import NormalForm, mentions, normal_form
from theorems.scaling import Asymptotic
from theorems.settings import RandomNetwork
from theorems.torch_optimizer import TorchOptimizer

MOST_VIOLATIONS, MOST_TIES = 24, 8
"""Apparent violations and near ties of one claim that are decided exactly, the simplest first."""

LONG = 32
"""Steps beyond which a free sequence that attains a bound is looked at last: exact runs of it grow tall."""

INVISIBLE = 1e-12
"""Apparent violations below this share of the run's largest terms, undecided by balls, are rounding at the end of a convergent run."""


def read(theorem: Theorem, extra: tuple[Any, ...], effort: Effort) -> list[Reading]:
    """Every claim of a theorem; claims that name the same words are tried on the same cases, so that none narrows what another is tried on."""
    theorem = theorem.plain
    groups: dict[Any, list[int]] = {}
    found: dict[int, Reading] = {}
    for number, claim in enumerate(theorem.claims):
        alone = replace(theorem, claim=claim)
        if isinstance(theorem.setting, RandomNetwork) and not isinstance(claim, Asymptotic) and mentions(claim, w.E, w.Probability):
            found[number] = Reading(Verdict.NOT_APPLICABLE, "no instrument averages over the draws of a random network", Tally())
            continue
        groups.setdefault((isinstance(claim, Asymptotic), frozenset(named(alone, [claim])), stochastic_batches(alone)), []).append(number)
    for (limits, *_), numbers in groups.items():
        together = replace(theorem, claim=[theorem.claims[number] for number in numbers])
        readings = (_read_growth if limits else _read_together)(together, extra, effort)
        found.update(zip(numbers, readings, strict=True))
    return [found[number] for number in range(len(theorem.claims))]


def _read_growth(theorem: Theorem, extra: tuple[Any, ...], effort: Effort) -> list[Reading]:
    """Claims about growth: what is measured is consistent with them or not; nothing refutes them."""
    scope = Scope(theorem, theorem.claims, Region(theorem, extra), effort.families, effort.steps, effort.root)
    found = growths(scope, effort.seeds)
    return [Reading(one.verdict, one.reason, Tally(one.cases, one.compared, families=set(one.families)), growth=one) for one in found]


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
    rounded: int = 0
    sampled: Sampled | None = None
    cut_short: bool = False

    @property
    def real(self) -> bool:
        """Whether a real optimizer is run, in floats."""
        return isinstance(self.scope.theorem.method, TorchOptimizer)

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
        self.rounded += decision.reason in HARMLESS
        if decision.outcome is not Outcome.UNDECIDED or decision.reason in HARMLESS:
            return
        if self.real or self.form.strict or abs(proposal.visible) > INVISIBLE:
            enclosed = decision.reason == STRADDLES and not _exactly_known(proposal.case)
            self.straddling += enclosed
            self.undecided += not enclosed

    def _decide(self, proposal: Proposal) -> Decision:
        decision, beside = settled(self.scope.theorem, self.form, proposal.case, proposal.spot)
        self.ties += decision.outcome is Outcome.TIE
        if decision.outcome is Outcome.VIOLATED:
            if not member(self.scope, proposal.case):
                return Decision(Outcome.UNDECIDED, reason="a hypothesis is not certified exactly")
            self.refutation = Refutation(proposal.case, proposal.spot, decision, beside)
        return decision

    def reading(self) -> Reading:
        """The answer: near ties are decided last, and a claim that is tied nowhere below its bound is supported."""
        for proposal in simplest(self.tally.ties, MOST_TIES):
            if self.refutation is None and not self.real:
                self.open_ties += self._decide(proposal).outcome is Outcome.UNDECIDED
        if self.refutation is not None:
            return self._answer(Verdict.REFUTED, self.refutation.reason)
        if self.tally.cases == 0 and self.tally.lost:
            return self._answer(Verdict.INCONCLUSIVE, _lost(self.tally))
        if self.tally.cases == 0:
            return self._answer(Verdict.NOT_APPLICABLE, _refused(self.tally) or _nothing_tried(self.scope))
        if not self.tally.reached:
            after = "the optimizer makes x infinite or NaN" if self.real else "the equations of the method have none after it"
            return self._answer(Verdict.INCONCLUSIVE, f"the claim has a value at the start only: {after}")
        if self.undecided:
            undecided = "cannot be told from rounding" if self.real else "could not be decided exactly"
            return self._answer(Verdict.INCONCLUSIVE, f"{self.undecided} apparent violations {undecided}")
        if self.sampled is not None and self.sampled.exceeded is not None:
            return self._answer(Verdict.INCONCLUSIVE, _exceeded(self.sampled))
        sharpness, attained = _sharpness(self.scope, self.form, self.tally)
        ended = f"; {self.straddling} comparisons lie within an enclosure of the infimum or the minimiser" if self.straddling else ""
        ended += f"; {self.open_ties} near ties stay open" if self.open_ties else ""
        ended += f"; {self.rounded} differences come from rounding" if self.rounded else ""
        ended += f"; {_refused(self.tally)}" if self.tally.troubles else ""
        ended += "; the search was cut short by the budget" if self.cut_short else ""
        return self._answer(Verdict.SUPPORTED, _supported(self.tally) + ended, sharpness, attained)

    def _answer(self, verdict: Verdict, reason: str, sharpness: float | str | None = None, attained: Attained | None = None) -> Reading:
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
    if not speaks_of_a_problem(scope.theorem):
        return "no constants, start and free sequences that were tried meet `given`"
    return "no family of problems certifies every hypothesis with values of the constants that `given` allows"


def _refused(tally: Tally) -> str | None:
    return f"the optimizer raised on {len(tally.troubles)} cases ({tally.troubles[0]})" if tally.troubles else None


def _lost(tally: Tally) -> str:
    raised = f"; {_refused(tally)}" if tally.troubles else ""
    return f"the optimizer makes x infinite or NaN in its first step, on every case that it ran on ({tally.lost}){raised}"


def _supported(tally: Tally) -> str:
    return f"not refuted on {tally.cases} cases from {len(tally.families)} families ({tally.compared} comparisons)"


def member(scope: Scope, case: Case) -> bool:
    """Whether a case meets every hypothesis, decided exactly: certificates, relations between constants, moments along the run."""
    if lacking(scope.theorem, case.instance, case.noise, scope.claims) is not None or not fitting_noise(scope.theorem, case.noise):
        return False
    if case.minimiser is not None and case.minimiser not in case.instance.minimisers:
        return False
    values = {**known_values(scope, case), **case.constants}
    return scope.region.holds(values) and allowed(scope.theorem, case) and certified_exactly(scope.theorem, case)


def _attaining(tally: Tally) -> list[Proposal]:
    """Where the bound may be attained, the plainest first; of free sequences geometric ones first, and those that attain it for long."""
    return sorted(simplest(tally.attaining, len(tally.attaining)), key=_shows)[:MOST_TIES]


def _shows(proposal: Proposal) -> tuple[bool, bool, int]:
    sequences, length = proposal.case.sequences.values(), proposal.spot.t + proposal.spot.T
    if not sequences:
        return False, False, 0
    return length > LONG, any(one.kind != "geometric" for one in sequences), -length


def _sharpness(scope: Scope, form: NormalForm, tally: Tally) -> tuple[float | str | None, Attained | None]:
    """The largest share used; "1" where an exact tie shows that the bound is attained."""
    best = tally.best
    if best is None or best.used is None or best.used_at is None:
        return None, None
    inexact = isinstance(scope.theorem.method, TorchOptimizer)
    for proposal in [] if inexact else _attaining(tally):
        decision = decide(scope.theorem, form, proposal.case, proposal.spot)
        if decision.outcome is Outcome.TIE:
            return "1", Attained(proposal.case, proposal.spot, decision)
    exact = None if inexact or is_random(scope.theorem) else decide(scope.theorem, form, best.case, best.used_at)
    return min(round(max(best.used, 0.0), 6), 1.0), Attained(best.case, best.used_at, exact)
