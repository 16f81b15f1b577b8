"""What is claimed of draws is not supported by cases that have a single one."""

import pytest

from checkers.experiment.reader import read
from checkers.experiment.reading import Effort
from checkers.verdict import Verdict
from theorems.hypotheses import BoundedVariance, Convex, Smooth
from theorems.language import E, Probability, Theorem, constants, f, grad, norm, sqrt, stochastic_grad, t, x
from theorems.methods import SGD

L, eta, sigma = constants("L eta sigma")
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
