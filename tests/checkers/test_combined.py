"""Two readers on one claim: a function that refutes counts, a contradiction is a fault, and the scope of a certificate is told."""

from dataclasses import replace
from fractions import Fraction

import pytest

from checkers import combined
from checkers.combined import because, contradicted, sharpest, together, worst_case
from checkers.experiment.reading import Reading, Tally
from checkers.verdict import Verdict
from checkers.worst_case.bracket import Row, row
from checkers.worst_case.reader import answered
from theorems.hypotheses import Convex, Smooth
from theorems.language import T, Theorem, constants, f, f_star, norm_sq, x, x_star
from theorems.methods import GradientDescent

L = constants("L")
ONE = Fraction(1)
SUPPORTED = Reading(Verdict.SUPPORTED, "nothing tried refutes it", Tally())


def convex(below):
    claim = f(x[T]) - f_star <= L * norm_sq(x[0] - x_star) / (4 * T + below)
    return Theorem(given=[Smooth(L), Convex()], method=GradientDescent(step=1 / L), claim=claim)


@pytest.fixture(scope="module")
def refuted():
    theorem = convex(3)
    return answered([row(theorem, theorem.claims[0], {"L": ONE}, 1)])


def certified(**changes):
    return answered([Row(**{"N": 1, "constants": {"L": ONE}, "upper": ONE, "spots": ({"T": 1},), **changes})])


def test_a_certified_claim_is_supported_with_the_scope_of_its_certificates():
    theorem = convex(2)
    answer = worst_case(theorem, theorem.claims[0], ())
    assert answer.verdict == "CERTIFIED"
    assert together(SUPPORTED, answer) is SUPPORTED
    assert because(SUPPORTED, answer) == "nothing tried refutes it; certified for N = 1, 2, 3 at L = 1"
    assert sharpest("Huber", SUPPORTED, answer) == "Huber; certified for N = 1, 2, 3 at L = 1"
    assert sharpest(None, replace(SUPPORTED, verdict=Verdict.REFUTED), answer) is None


def test_a_function_that_the_experiment_did_not_find_refutes(refuted):
    reading = together(SUPPORTED, refuted)
    assert reading.verdict is Verdict.REFUTED
    assert reading.refutation is refuted.refuted.shown.found


def test_a_certificate_and_a_counterexample_at_the_same_place_are_a_contradiction(refuted):
    found = refuted.refuted.shown.found
    reading = together(replace(SUPPORTED, verdict=Verdict.REFUTED, refutation=found), certified())
    assert reading.verdict is Verdict.ERROR
    assert "certified for N = 1 at L = 1" in reading.reason


@pytest.mark.parametrize(
    "elsewhere",
    [{"constants": {"L": Fraction(2)}}, {"spots": ({"T": 2},)}, {"upper": Fraction(8, 7)}, {"upper": None}, {"within": False}],
)
def test_certificates_elsewhere_contradict_nothing(refuted, elsewhere):
    assert contradicted(certified(**elsewhere), refuted.refuted.shown.found) is None


def test_a_failure_of_the_reader_is_an_answer(monkeypatch):
    def failing(*arguments, **named):
        raise ValueError("no such thing")

    monkeypatch.setattr(combined, "rows", failing)
    answer = worst_case(convex(2), convex(2).claims[0], ())
    assert answer.verdict == "INCONCLUSIVE"
    assert "ValueError: no such thing" in answer.reason


def test_constants_that_cannot_be_met_leave_the_reader_without_an_answer():
    theorem = replace(convex(2), given=[Smooth(L), Convex(), L <= 1, L >= 2])
    assert worst_case(theorem, theorem.claims[0], ()).verdict == "NOT APPLICABLE"
    assert worst_case(theorem, theorem.claims[0], (), narrowed=True).verdict == "NOT APPLICABLE"
