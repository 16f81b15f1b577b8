"""The worst-case reader as a searcher: what it proposes, when it stays silent, and that leaving it out leaves it out."""

import pytest

from checkers.experiment.reader import read
from checkers.experiment.reading import Effort
from checkers.experiment.regions import Region
from checkers.experiment.search.scope import Scope
from checkers.experiment.search.worst_cases import worst_cases
from checkers.verdict import Verdict
from theorems.hypotheses import BoundedVariance, Convex, Smooth
from theorems.language import E, Rational, T, Theorem, constants, f, f_star, norm_sq, x, x_star
from theorems.methods import SGD, GradientDescent

L, sigma = constants("L sigma")
DISTANCE = L * norm_sq(x[0] - x_star)


def bound(offset):
    return Theorem(given=[Smooth(L), Convex()], method=GradientDescent(step=1 / L), claim=f(x[T]) - f_star <= DISTANCE / (4 * T + offset))


def proposed(theorem, used, families=(), steps=24):
    scope = Scope(theorem, theorem.claims, Region(theorem), families, steps, 0)
    return list(worst_cases(scope, theorem.claims[0], used))


def test_a_false_claim_gets_a_case_for_each_number_of_steps():
    found = proposed(bound(3), used=1.0)
    assert {case.steps for case in found} == {1, 2, 3, 5}
    assert all(case.found_by == f"worst-case: SDP at N = {case.steps}" for case in found)
    assert found == proposed(bound(3), used=1.0)


def test_a_true_claim_gets_one_only_where_more_of_the_bound_is_used():
    assert not proposed(bound(2), used=0.99)
    assert {case.steps for case in proposed(bound(2), used=0.5)} == {1, 2}
    assert not proposed(bound(2), used=None)


def test_families_and_lengths_that_are_asked_for_are_kept():
    assert not proposed(bound(3), 1.0, families=("logistic",))
    assert {case.steps for case in proposed(bound(3), 1.0, steps=2)} == {1, 2}


def test_random_methods_are_left_to_the_other_searchers():
    given = [Smooth(L), Convex(), BoundedVariance(sigma)]
    assert not proposed(Theorem(given=given, method=SGD(step=1 / L), claim=E(f(x[T]) - f_star) <= DISTANCE / (4 * T + 3)), used=0.0)


ALONE = ("library", "hypothesis", "climb")


@pytest.mark.parametrize("without", [ALONE, (*ALONE, "worst-case")])
def test_it_refutes_alone_and_can_be_left_out(without):
    (found,) = read(bound(Rational(21, 10)), (), Effort(instances=1, seeds=1, steps=8, root=0, without=without))
    if "worst-case" in without:
        assert found.verdict is not Verdict.REFUTED
    else:
        assert found.verdict is Verdict.REFUTED
        assert found.refutation.case.found_by.startswith("worst-case")
        assert found.refutation.decision.rational


def test_a_supported_claim_says_where_the_worst_case_found_more():
    """With everything else left out its cases are the only ones: the bound is attained."""
    (found,) = read(bound(2), (), Effort(instances=1, seeds=1, steps=8, root=0, without=ALONE))
    assert found.verdict is Verdict.SUPPORTED
    assert found.sharpness == "1"
    assert found.attained.case.found_by.startswith("worst-case")
