"""The search for a violation of one claim: what floats proposed, what has been decided of it exactly, and the verdict that follows."""

from dataclasses import dataclass, field

from checkers.experiment.candidates import asymptotic, open_because, tried_again
from checkers.experiment.case import Case
from checkers.experiment.decide import STRADDLES, Decision, Outcome
from checkers.experiment.explore import Proposal
from checkers.experiment.mean_bound import is_random as depends_on_draws
from checkers.experiment.membership import member
from checkers.experiment.reading import Attained, Effort, Reading, Refutation, Tally
from checkers.experiment.rounding import HARMLESS, settled
from checkers.experiment.sampling import Sampled
from checkers.experiment.search.draws import library
from checkers.experiment.search.library import library_noises
from checkers.experiment.search.scope import Scope, is_random, losses_drawn
from checkers.experiment.sharpness import sharpness
from checkers.experiment.simplify import simplest
from checkers.experiment.unmatched import unmatched
from checkers.verdict import Verdict
from problems.instance import Own
from problems.matching import speaks_of_a_problem
from theorems.normal_form import NormalForm
from theorems.torch_optimizer import TorchOptimizer

MOST_VIOLATIONS, MOST_TIES = 24, 8
"""Apparent violations and near ties of one claim that are decided exactly, the simplest first."""

INVISIBLE = 1e-12
"""Apparent violations below this share of the run's largest terms, undecided by balls, are rounding at the end of a convergent run."""


@dataclass
class ClaimSearch:
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
    open_at: Proposal | None = None
    cut_short: bool = False

    @property
    def real(self) -> bool:
        """Whether a real optimizer is run, in floats."""
        return isinstance(self.scope.theorem.method, TorchOptimizer)

    @property
    def _about_draws(self) -> bool:
        """Whether the claim depends on draws of which there is more than one."""
        random = is_random(self.scope.theorem) and losses_drawn(self.scope.theorem) != 1
        return random and (depends_on_draws(self.form.small) or depends_on_draws(self.form.large))

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
            tried = decision.reason == STRADDLES if self.real else decision.ran
            enclosed = tried and not _exactly_known(proposal.case)
            self.straddling += enclosed
            self.undecided += not enclosed
            self.open_at = self.open_at or (None if enclosed else proposal)

    def _decide(self, proposal: Proposal) -> Decision:
        decision, beside = settled(self.scope.theorem, self.form, proposal.case, proposal.spot)
        self.ties += decision.outcome is Outcome.TIE
        if decision.outcome is Outcome.VIOLATED:
            if not member(self.scope, proposal.case):
                return Decision(Outcome.UNDECIDED, reason="a hypothesis is not certified exactly", ran=False)
            self.refutation = Refutation(proposal.case, proposal.spot, decision, beside)
        return decision

    def settle_sampled(self, found: Sampled | None, effort: Effort) -> None:
        """Try what long seeded runs point at again, on fresh draws; a real optimizer's runs are not sampled for a decision."""
        self.sampled = found
        if found is not None and not self.real:
            self.refutation = tried_again(self.scope, self.form, found, effort, confirming=not self.tally.drawn)

    def reading(self) -> Reading:
        """The answer: near ties are decided last, and a claim that is tied nowhere below its bound is supported."""
        for proposal in simplest(self.tally.ties, MOST_TIES):
            if self.refutation is None and not self.real:
                self.open_ties += self._decide(proposal).outcome is Outcome.UNDECIDED
        if self.refutation is not None:
            return self._answer(Verdict.REFUTED, self.refutation.reason)
        if self.tally.cases == 0 and self.tally.lost:
            return self._answer(Verdict.INCONCLUSIVE, _lost(self.tally))
        if self.sampled is not None and self.sampled.cases and not self.tally.drawn and self.sampled.exceeded is None and not self.undecided:
            return self._answer(*asymptotic(self.sampled))
        if self.tally.cases and not self.tally.drawn and self._about_draws:
            return self._answer(Verdict.INCONCLUSIVE, f"on each of the {self.tally.cases} cases that were decided only one draw is possible")
        if self.tally.cases == 0 and self.sampled is not None and self.sampled.cases:
            return self._answer(Verdict.INCONCLUSIVE, _exceeded(self.sampled))
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
        share, attained = sharpness(self.scope, self.form, self.tally)
        ended = f"; {self.straddling} comparisons lie within an enclosure of the infimum or the minimiser" if self.straddling else ""
        ended += f"; {self.open_ties} near ties stay open" if self.open_ties else ""
        ended += f"; {self.rounded} differences come from rounding" if self.rounded else ""
        ended += f"; {_refused(self.tally)}" if self.tally.troubles else ""
        ended += "; the search was cut short by the budget" if self.cut_short else ""
        return self._answer(Verdict.SUPPORTED, _supported(self.tally) + ended, share, attained)

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
        f"{found.exceeded}; {open_because(found)}, and no exact counterexample was found"
    )


def _nothing_tried(scope: Scope) -> str:
    if scope.families:
        chosen = ", ".join(map(str, scope.families))
        own = [f"{one.name} does not certify {lacks}" for one in scope.families if not isinstance(one, str) and (lacks := _lacks(scope, one))]
        if own:
            return "; ".join(own)
        return f"no instance of {chosen} certifies every hypothesis with values of the constants that `given` allows"
    if not speaks_of_a_problem(scope.theorem):
        return "no constants, start and free sequences that were tried meet `given`"
    return unmatched(scope)


def _lacks(scope: Scope, own: Own) -> str | None:
    """What a problem of one's own lacks of the theorem, with the noise that it is tried with first."""
    (instance,) = library(own.alone)
    return scope.lacking(instance, library_noises(scope.theorem, instance)[-1])


def _refused(tally: Tally) -> str | None:
    return f"the optimizer raised on {len(tally.troubles)} cases ({tally.troubles[0]})" if tally.troubles else None


def _lost(tally: Tally) -> str:
    raised = f"; {_refused(tally)}" if tally.troubles else ""
    return f"the optimizer makes x infinite or NaN in its first step, on every case that it ran on ({tally.lost}){raised}"


def _supported(tally: Tally) -> str:
    return f"not refuted on {tally.cases} cases from {len(tally.families)} families ({tally.compared} comparisons)"
