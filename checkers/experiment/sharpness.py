"""How much of a bound is used: the largest share met, and whether an exact tie shows that the bound is attained."""

from checkers.experiment.decide import Outcome, decide
from checkers.experiment.explore import Proposal
from checkers.experiment.reading import Attained, Tally
from checkers.experiment.search.scope import Scope, is_random
from checkers.experiment.simplify import simplest
from theorems.normal_form import NormalForm
from theorems.torch_optimizer import TorchOptimizer

MOST_ATTAINING = 8
"""Cases at which a bound seems attained that are decided exactly, the plainest first."""

LONG = 32
"""Steps beyond which a free sequence that attains a bound is looked at last: exact runs of it grow tall."""


def _attaining(tally: Tally) -> list[Proposal]:
    """Where the bound may be attained, the plainest first; of free sequences geometric ones first, and those that attain it for long."""
    return sorted(simplest(tally.attaining, len(tally.attaining)), key=_shows)[:MOST_ATTAINING]


def _shows(proposal: Proposal) -> tuple[bool, bool, int]:
    sequences, length = proposal.case.sequences.values(), proposal.spot.t + proposal.spot.T
    if not sequences:
        return False, False, 0
    return length > LONG, any(one.kind != "geometric" for one in sequences), -length


def sharpness(scope: Scope, form: NormalForm, tally: Tally) -> tuple[float | str | None, Attained | None]:
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
