"""The candidates of sampled runs, tried again on fresh draws: the most suspicious first, each with its share of the claim's alpha."""

from checkers.experiment.decide import Decision, Outcome
from checkers.experiment.fresh_draws import affordable, place_of, retested
from checkers.experiment.membership import member
from checkers.experiment.reading import Effort, Refutation
from checkers.experiment.retest import Level, Retest, Streams, level_text
from checkers.experiment.sampling import Candidate, Sampled
from checkers.experiment.search.scope import Scope
from checkers.verdict import Verdict
from theorems.normal_form import NormalForm

MOST_RETESTED, SUSPICIOUS = 4, 1.0
"""Candidates of a claim that are tried on fresh draws, and the excess in standard errors from which on they are."""

DRAWS_PER_SEED = 64
"""Fresh draws of a candidate for each seed of the screening."""


def tried_again(scope: Scope, form: NormalForm, found: Sampled, effort: Effort, confirming: bool) -> Refutation | None:
    """The first candidate that fresh draws refute; `found` keeps what they showed of each.

    `confirming`: no case could be enumerated, so that fresh draws are also asked whether they confirm the claim, case by case until one does not.
    """
    for rank, candidate in enumerate(sorted(found.candidates, key=lambda one: (-one.excess, one.number)), start=1):
        if not confirming and (rank > MOST_RETESTED or candidate.excess <= SUSPICIOUS):
            return None
        retest = _retested(scope, form, candidate, Level(effort.alpha, rank), effort.seeds * DRAWS_PER_SEED, confirming)
        confirming = confirming and retest is not None and retest.outcome == "confirmed"
        if retest is not None:
            found.retests.append(retest)
            if retest.outcome == "refuted":
                return Refutation(retest.case, candidate.spot, Decision(Outcome.VIOLATED, retest.left, retest.right), chance=retest)
    return None


def _retested(scope: Scope, form: NormalForm, candidate: Candidate, level: Level, draws: int, confirming: bool) -> Retest | None:
    """What fresh draws show of a candidate whose case certifies every hypothesis, or None where the claim is no bound on a mean there."""
    place = place_of(scope.theorem, form, candidate.case, candidate.spot, Streams(scope.root, candidate.number))
    if place is None or not member(scope, place.case):
        return None
    return retested(place, level, affordable(place, draws), confirming)


def asymptotic(found: Sampled) -> tuple[Verdict, str]:
    """What sampled runs alone say of a claim: nothing that holds for certain, unless a proved range lets fresh draws confirm it on every case."""
    tried = f"{found.cases} cases, on none of which the draws can be enumerated"
    if found.retests and len(found.retests) == found.cases and all(one.outcome == "confirmed" for one in found.retests):
        confirmed = f"fresh draws within a proved range confirm it at level α = {level_text(found.retests[0].level.alpha)}"
        return Verdict.SUPPORTED, f"not refuted on {tried}; where each comes nearest to its bound, {confirmed}"
    excess = f"no sampled mean lies more than {found.largest:.1f} standard errors above the bound"
    above = excess if found.largest > 0 else "sampled means lie below the bound"
    ranged = any(one.ranged for one in found.retests)
    rest = "these draws are too few to confirm it within its proved range" if ranged else "without a proved range no sample confirms it"
    return Verdict.INCONCLUSIVE, f"the evidence is asymptotic: {above} ({tried}), but {rest}"


def open_because(found: Sampled) -> str:
    """Why a mean far above the bound is no refutation."""
    if not found.retests:
        return "what is random in the claim has no known least value, so that draws refute nothing"
    return f"{sum(one.draws for one in found.retests)} fresh draws leave it open at level α = {level_text(found.retests[0].level.alpha)}"
