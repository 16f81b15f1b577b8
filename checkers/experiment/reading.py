"""What the experiment reader is asked, and what it answers: the effort to spend, the tally of cases, and the reading of one claim."""

from dataclasses import dataclass, field

from checkers.experiment.beside import Beside
from checkers.experiment.case import Case
from checkers.experiment.decide import Decision, Spot
from checkers.experiment.explore import Finding, Proposal
from checkers.experiment.sampling import Sampled
from checkers.experiment.scaling.growth import Growth
from checkers.verdict import Verdict

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
    reached: bool = False
    families: set[str] = field(default_factory=set)
    troubles: list[str] = field(default_factory=list)
    lost: int = 0
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
        self.compared += finding.compared
        self.reached |= finding.reached
        self.averaged = max(self.averaged, finding.case.steps if finding.averaged else 0)
        self.enumerated |= not finding.averaged
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
    """A case on which the claim is violated: exactly, or by a real optimizer beyond rounding, with what stands `beside` that."""

    case: Case
    spot: Spot
    decision: Decision
    beside: Beside | None = None

    @property
    def reason(self) -> str:
        """The refutation in a sentence."""
        return "an explicit instance violates the claim" if self.beside is None else self.beside.reason()


@dataclass(frozen=True)
class Attained:
    """Where the most of a bound is used, with both sides there decided exactly (None where that was not tried)."""

    case: Case
    spot: Spot
    decision: Decision | None = None


@dataclass(frozen=True)
class Reading:
    """The experiment reader's answer for one claim."""

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


@dataclass(frozen=True)
class Effort:
    """How much to try: drawn instances, seeds of sampled runs, steps, root seed, families, a limit in seconds, and searchers to leave out."""

    instances: int = 64
    seeds: int = 32
    steps: int = 24
    root: int = 0
    families: tuple[str, ...] = ()
    budget: float | None = None
    without: tuple[str, ...] = ()
