"""What is claimed of draws is not supported by cases that have a single one; what an enclosure leaves open is counted apart."""

from fractions import Fraction as Q

import pytest

from checkers.experiment.case import Case
from checkers.experiment.claim_search import ClaimSearch
from checkers.experiment.decide import Decision, Outcome, Spot
from checkers.experiment.explore import Proposal
from checkers.experiment.reader import read
from checkers.experiment.reading import Effort
from checkers.experiment.regions import Region
from checkers.experiment.search.scope import Scope
from checkers.verdict import Verdict
from problems.discovery import families
from theorems.hypotheses import PL, BoundedVariance, Convex, Smooth
from theorems.language import E, Probability, Theorem, constants, f, f_star, grad, log, norm, sqrt, stochastic_grad, t, x
from theorems.methods import SGD, GradientDescent
from theorems.normal_form import normal_form

L, mu, eta, sigma = constants("L mu eta sigma")
AWAY = norm(stochastic_grad(x[0], sample=0, batch=16) - grad(x[0]))


@pytest.mark.parametrize(
    "claim",
    [
        sqrt(E(AWAY)) <= sqrt(sigma) / 100,
        E(AWAY) ** 2 <= 0,
        E(E(norm(x[t + 1] - x[t]), given=x[t])) <= eta * norm(grad(x[0])) * (1 + t),
        Probability(f(x[1]) <= f(x[0])) * Probability(f(x[1]) > f(x[0])) <= 0,
    ],
)
def test_a_false_claim_is_not_supported_by_single_draws(claim: object) -> None:
    """Batches of 16 cannot be enumerated, and what is not linear in an expectation is neither propagated nor sampled: one component is left."""
    given = [Smooth(L), Convex(), eta <= 1 / L, BoundedVariance(sigma)]
    (found,) = read(Theorem(given=given, method=SGD(step=eta, batch=16), claim=claim), (), Effort(instances=4, rounds=1))
    assert found.verdict is Verdict.INCONCLUSIVE
    assert "only one draw is possible" in found.reason


def near_the_minimiser() -> tuple[Scope, Case]:
    """A run whose gap has shrunk far below what is known of the infimum, which is enclosed only."""
    instance = families()["logistic"].build(((Q(2, 3),), (Q(-5, 2),), (Q(1, 10),), (Q(1, 2),)), (Q(1),) * 4, Q(3, 2))
    smooth = instance.facts["smooth"].value
    assert smooth is not None
    assert instance.infimum is not None
    assert not instance.infimum.exact
    case = Case(instance, {"L": smooth.high, "mu": Q(3, 2)}, None, (Q(23, 2),), instance.minimisers[0], {}, 200)
    claim = log(f(x[t + 1]) - f_star) <= log(f(x[t]) - f_star) + log(1 - mu / L)
    theorem = Theorem(given=[Smooth(L), PL(mu), mu < L], method=GradientDescent(step=1 / L), claim=claim)
    return Scope(theorem, theorem.claims, Region(theorem), (), 200, 0), case


def test_what_an_enclosure_leaves_open_is_counted_apart() -> None:
    scope, case = near_the_minimiser()
    search = ClaimSearch(scope, normal_form(scope.claims[0]))
    proposal = Proposal(case, Spot(190, 1), -0.01, -0.01)
    decision = search._decide(proposal)
    assert (decision.outcome, decision.ran) == (Outcome.UNDECIDED, True)
    search._count(proposal, decision)
    assert (search.straddling, search.undecided) == (1, 0)


def test_a_run_that_is_not_made_leaves_its_violation_open() -> None:
    scope, case = near_the_minimiser()
    search = ClaimSearch(scope, normal_form(scope.claims[0]))
    search._count(Proposal(case, Spot(190, 1), -0.01, -0.01), Decision(Outcome.UNDECIDED, reason="too long", ran=False))
    assert (search.straddling, search.undecided) == (0, 1)
