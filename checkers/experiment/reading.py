"""What the experiment reader is asked, and what it answers: the effort to spend, the tally of cases, and the reading of one claim."""

from collections import Counter
from dataclasses import dataclass, field

from checkers.experiment.beside import Beside
from checkers.experiment.case import Case
from checkers.experiment.decide import Decision, Spot
from checkers.experiment.explore import Finding, Proposal
from checkers.experiment.retest import Retest
from checkers.experiment.sampling import Sampled
from checkers.experiment.scaling.certified import AtWidth
from checkers.experiment.scaling.growth import Growth
from checkers.experiment.witness import NOTHING_TRIED, Witness
from checkers.verdict import Verdict
from problems.instance import Own

ATTAINED = 1 - 1e-6
"""A share of the bound from which on it may be attained, which an exact tie then shows."""


def searcher(found_by: str) -> str:
    """Who proposed a case: `library`, `hypothesis` (whose streams draw recursions of numbers, too) or `climb`."""
    name = found_by.partition(":")[0]
    return "hypothesis" if name == "drawn" else name


@dataclass
class Tally:
    """What exploring one claim has shown so far; `drawn` tells whether more than one draw was possible in some case."""

    cases: int = 0
    compared: int = 0
    violations: list[Proposal] = field(default_factory=list)
    ties: list[Proposal] = field(default_factory=list)
    best: Finding | None = None
    attaining: list[Proposal] = field(default_factory=list)
    reached: bool = False
    families: set[str] = field(default_factory=set)
    troubles: list[str] = field(default_factory=list)
    lost: int = 0
    closest: dict[str, Finding] = field(default_factory=dict)
    searchers: Counter[str] = field(default_factory=Counter)
    seen: list[Case] = field(default_factory=list)
    drawn: bool = False
    averaged: int = 0
    enumerated: bool = False

    def add(self, finding: Finding | None) -> None:
        """Count one case."""
        if finding is None:
            return
        if finding.trouble is not None:
            self.troubles.append(finding.trouble)
            return
        if finding.lost:
            self.lost += 1
            return
        self.cases += 1
        self.searchers[searcher(finding.case.found_by)] += 1
        self.compared += finding.compared
        self.reached |= finding.reached
        if finding.reached:
            self.seen.append(finding.case)
        self.drawn = self.drawn or _several_draws(finding.case)
        self.averaged = max(self.averaged, finding.case.steps if finding.averaged else 0)
        self.enumerated |= not finding.averaged
        self.families.add(finding.case.instance.family)
        self.violations.extend(finding.violations)
        family = finding.case.instance.family
        if finding.promise > float("-inf") and (family not in self.closest or finding.promise > self.closest[family].promise + 1e-12):
            self.closest[family] = finding
        if finding.near_tie is not None:
            self.ties.append(finding.near_tie)
        if finding.used is not None and finding.used_at is not None:
            if self.best is None or self.best.used is None or finding.used > self.best.used + 1e-9:
                self.best = finding
            if finding.used > ATTAINED:
                self.attaining.append(Proposal(finding.case, finding.used_at, 0.0))


def _several_draws(case: Case) -> bool:
    return case.noise is not None and case.noise.support(case.family, case.instance) != 1


@dataclass(frozen=True)
class Refutation:
    """A case on which the claim is violated: exactly, or by a real optimizer beyond rounding, with what stands `beside` that.

    `chance` is what fresh draws showed, where the violation is one of means and holds at a level only.
    """

    case: Case
    spot: Spot
    decision: Decision
    beside: Beside | None = None
    chance: Retest | None = None

    @property
    def reason(self) -> str:
        """The refutation in a sentence."""
        if self.chance is not None:
            return f"on an explicit instance the claim is {self.chance.said()}"
        return "an explicit instance violates the claim" if self.beside is None else self.beside.reason()


@dataclass(frozen=True)
class Attained:
    """Where the most of a bound is used, with both sides there decided exactly (None where that was not tried)."""

    case: Case
    spot: Spot
    decision: Decision | None = None


@dataclass(frozen=True)
class Reading:
    """The experiment reader's answer for one claim; `witness` shows that the claim says something, or tells why no case does.

    `observed` tells of hypotheses whose constants are only observed on what was tried; `widths` at which widths of networks the hypotheses are
    certified, and what the method does at the others.
    """

    verdict: Verdict
    reason: str
    tally: Tally
    refutation: Refutation | None = None
    sharpness: float | str | None = None
    attained: Attained | None = None
    ties: int = 0
    undecided: int = 0
    apparent: int = 0
    sampled: Sampled | None = None
    growth: Growth | None = None
    witness: Witness | str = NOTHING_TRIED
    observed: tuple[str, ...] = ()
    widths: tuple[AtWidth, ...] = ()


@dataclass(frozen=True)
class Effort:
    """How much to try: drawn instances, seeds of sampled runs, steps, root seed, a limit in seconds, and searchers to leave out.

    `families` are their names, or problems of one's own; `rounds` are those of numerical search; `alpha` is the level at which a claim may be
    refuted by draws.
    """

    instances: int = 64
    seeds: int = 32
    steps: int = 24
    root: int = 0
    families: tuple[str | Own, ...] = ()
    budget: float | None = None
    without: tuple[str, ...] = ()
    rounds: int = 6
    alpha: float = 1e-6
