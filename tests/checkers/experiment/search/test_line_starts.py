"""Recursions of numbers start where `given` allows, at the ends of it too, and say so where no start is found."""

from fractions import Fraction as Q

import pytest

from checkers.experiment.reader import read
from checkers.experiment.reading import Effort
from checkers.experiment.regions import Region
from checkers.experiment.search.library import library_cases
from checkers.experiment.search.line_starts import line_starts
from checkers.experiment.search.scope import HORIZONS, Scope
from checkers.verdict import Verdict
from theorems.language import Eq, Rational, T, Theorem, constants, sqrt, t, x
from theorems.methods import Method

D = constants("D")
HALVING = Method(Eq(x[t + 1], x[t] / 2), on_the_line=True)


def scope(given, method=HALVING):
    theorem = Theorem(given=given, method=method, claim=x[t] <= 1).plain
    return Scope(theorem, theorem.claims, Region(theorem), (), 24, 0)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ([Eq(x[0], 100)], [100]),
        ([Eq(x[0], Rational(1, 3))], [Q(1, 3)]),
        ([x[0] >= 10], [10]),
        ([Eq(x[0], D), Eq(D, 100)], [100]),
        ([x[0] <= D, x[0] >= -D, Eq(D, 7)], [7, -7, 0]),
        ([], [0, 1, -1, Q(1, 2), 2]),
    ],
)
def test_the_ends_and_the_middle_are_started_from(given, wanted):
    found = [start for (start,) in line_starts(scope(given))]
    assert set(wanted) <= set(found)
    started = {case.start for cases in library_cases(scope(given)) for case in cases}
    assert {(Q(start),) for start in wanted} <= started


@pytest.mark.parametrize(
    ("given", "claim", "verdict"),
    [
        ([Eq(x[0], 100)], x[t] <= 100, Verdict.SUPPORTED),
        ([Eq(x[0], 100)], x[t] <= 99, Verdict.REFUTED),
        ([x[0] >= 10], x[t + 1] >= Rational(501, 100), Verdict.REFUTED),
        ([x[0] ** 2 <= 50], x[t] <= 7, Verdict.REFUTED),
        ([x[0] <= D, x[0] >= -D], x[t] >= -Rational(99, 100) * D, Verdict.REFUTED),
    ],
)
def test_claims_about_starts_get_the_right_verdict(given, claim, verdict):
    (found,) = read(Theorem(given=given, method=HALVING, claim=claim), (), Effort(instances=8))
    assert found.verdict is verdict


def test_where_no_start_meets_given_the_reason_names_starts_and_no_problems():
    (found,) = read(Theorem(given=[Eq(x[0], sqrt(2))], method=HALVING, claim=x[t] <= 2), (), Effort(instances=8))
    assert found.verdict is Verdict.NOT_APPLICABLE
    assert "start" in found.reason
    assert "problems" not in found.reason


def test_recursions_of_numbers_meet_long_horizons():
    shrinking = Method(Eq(x[t + 1], x[t] * (1 - 1 / T)), on_the_line=True)
    steps = {case.steps for cases in library_cases(scope([Eq(x[0], 1)], shrinking)) for case in cases}
    assert {*HORIZONS, 24, 64, 256} <= steps
