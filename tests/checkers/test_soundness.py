"""Statements on which a verifier could slip: each was once decided wrongly, or came close."""

from fractions import Fraction
from pathlib import Path

import pytest
from sympy import Rational

from checkers.experiment.case import Case
from checkers.experiment.membership import member
from checkers.experiment.reader import read
from checkers.experiment.reading import Effort
from checkers.experiment.regions import Region
from checkers.experiment.search.scope import Scope
from checkers.verdict import Verdict
from problems.discovery import families
from theorems.errors import LanguageError
from theorems.hypotheses import BoundedVariance, Smooth
from theorems.language import E, Eq, Probability, Theorem, constants, f, f_star, grad, iterates, norm, norm_sq, stochastic_grad, t, x, x_star
from theorems.methods import SGD, GradientDescent, Method

L, R, eta, sigma = constants("L R eta sigma")
buf = iterates("buf")
PLAIN = Effort(instances=2, families=("quadratic",))


def verdicts(theorem: Theorem) -> list[Verdict]:
    return [reading.verdict for reading in read(theorem, (), PLAIN)]


def test_a_probability_has_a_value_only_where_its_event_has_one_on_every_path() -> None:
    event = Eq(norm_sq(2 * x[t]) / norm_sq(x[t]), 4)
    theorem = Theorem(given=[Smooth(L), BoundedVariance(sigma)], method=SGD(step=eta), claim=Probability(event) >= 1)
    assert verdicts(theorem) == [Verdict.SUPPORTED]


@pytest.mark.parametrize("value", [stochastic_grad(x[0], sample=0), E(x[0])])
def test_a_start_is_not_random(value: object) -> None:
    update = Eq(buf[t + 1], stochastic_grad(x[t]))
    with pytest.raises(LanguageError, match="not random"):
        Method(Eq(x[t + 1], x[t] - eta * buf[t]), update, start={buf[0]: value})


def test_an_update_draws_its_own_sample() -> None:
    with pytest.raises(LanguageError, match="sample=t"):
        Method(Eq(x[t + 1], x[t] - eta * stochastic_grad(x[t], sample=t + 1)))


def test_a_rational_beside_an_irrational_distance_is_not_that_distance() -> None:
    instance = families()["quadratic"].build((Fraction(1), Fraction(1)), (Fraction(0),) * 2, (Fraction(0),) * 2)
    claim = norm_sq(x[0] - x_star) >= R**2
    theorem = Theorem(given=[Smooth(L), Eq(R, norm(x[0] - x_star))], method=GradientDescent(step=1 / L), claim=claim)
    near = Fraction(1414213562373095048801688724209698078569671875376948073176679, 10**63)
    case = Case(instance, {"L": Fraction(1), "R": near}, None, (Fraction(1, 1000),) * 2, instance.minimisers[0], {}, 1)
    assert not member(Scope(theorem, (claim,), Region(theorem), (), 1, 0), case)


def test_a_claim_is_not_narrowed_by_the_claims_beside_it() -> None:
    bounded, false = f(x[t]) >= f_star, f(x[t]) >= -4 - norm_sq(x[0]) / 10**6
    theorem = Theorem(given=[Smooth(L)], method=GradientDescent(step=1 / L), claim=[bounded, false])
    assert verdicts(theorem) == [Verdict.SUPPORTED, Verdict.REFUTED]


def test_an_overflow_is_an_apparent_violation() -> None:
    claim = norm_sq(x[t]) ** 400 <= 1 + norm_sq(x[0])
    theorem = Theorem(given=[Smooth(L)], method=GradientDescent(step=Rational(3) / L), claim=claim)
    assert verdicts(theorem) == [Verdict.REFUTED]


def test_conditional_expectations_of_a_tight_claim_are_tied() -> None:
    bound = f(x[t]) - eta * (1 - L * eta / 2) * norm_sq(grad(x[t])) + L * eta**2 * sigma**2 / 2
    theorem = Theorem(given=[Smooth(L), BoundedVariance(sigma)], method=SGD(step=eta), claim=E(f(x[t + 1]), given=x[t]) <= bound)
    (reading,) = read(theorem, (), PLAIN)
    assert (reading.verdict, reading.sharpness) == (Verdict.SUPPORTED, "1")


def test_nothing_is_written_beside_the_evidence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    verdicts(Theorem(given=[Smooth(L)], method=GradientDescent(step=1 / L), claim=f(x[t + 1]) <= f(x[t])))
    assert not list(tmp_path.iterdir())
