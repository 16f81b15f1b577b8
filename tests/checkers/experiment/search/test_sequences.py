"""The free sequences that are offered: allowed exactly, at the ends of what `given` allows, few where each is tried on many problems."""

from fractions import Fraction as Q

import numpy as np
import pytest

from checkers.experiment.case import Case
from checkers.experiment.free_sequences import allowed
from checkers.experiment.reader import read
from checkers.experiment.reading import Effort
from checkers.experiment.search.sequences import at_ends, drawn_sequences, with_sequences
from checkers.verdict import Verdict
from problems import no_objective
from theorems.hypotheses import Smooth
from theorems.language import Eq, Rational, Sum, T, Theorem, constants, f, j, sequence, sqrt, t, x
from theorems.methods import GradientDescent

a, b, c = sequence("a"), sequence("b"), sequence("c")
L, eta = constants("L eta")
QUICK = Effort(instances=8)


def case(**values):
    return Case(no_objective.build(), {name: Q(value) for name, value in values.items()}, start=(Q(0),), steps=8)


def test_every_offer_is_allowed_and_offered_once():
    theorem = Theorem(given=[a[t] >= 3, a[t] <= 7, b[t] <= a[t], b[t] * (t + 1) >= 1], claim=Sum(a[j] * b[j], (j, 0, T)) <= 49 * T)
    found = list(with_sequences(theorem, case()))
    assert len(found) > 10
    assert all(allowed(theorem, one) for one in found)
    assert len({tuple(sorted(one.sequences.items())) for one in found}) == len(found)
    stream = np.random.Generator(np.random.Philox(key=[0, 0]))
    assert all(allowed(theorem, one) for _ in range(8) for one in drawn_sequences(theorem, case(), stream))


def test_the_ends_are_met_together_alternating_and_one_step_at_a_time():
    theorem = Theorem(given=[a[t] >= 3, a[t] <= 7], claim=a[t] <= 7)
    members = [tuple(one["a"].members(9)) for one in at_ends(theorem, case())]
    for wanted in [(3,) * 9, (7,) * 9, (7, 3) * 4 + (7,), (3, 7) * 4 + (3,), (5,) * 9, (7,) + (3,) * 8, (3, 3, 3, 7) + (3,) * 5]:
        assert wanted in members


def test_an_unrestricted_sequence_has_no_ends():
    assert at_ends(Theorem(claim=a[t] <= 7), case()) == ()


def test_a_problem_meets_a_handful_of_sequences():
    theorem = Theorem(given=[Smooth(L), a[t] >= 0, a[t] <= 2 / L], method=GradientDescent(step=a[t]), claim=f(x[t + 1]) <= f(x[t]))
    found = [one.sequences["a"].members(9) for one in with_sequences(theorem, case(L=4))]
    assert len(found) == 4
    assert [0] * 9 in found
    assert [Q(1, 2)] * 9 in found
    unrestricted = Theorem(given=[Smooth(L)], method=GradientDescent(step=a[t]), claim=f(x[t + 1]) <= f(x[t]))
    assert 2 <= len(list(with_sequences(unrestricted, case(L=4)))) <= 4


def total(e):
    return Sum(e, (j, 0, T - 1))


@pytest.mark.parametrize(
    ("given", "claim", "verdict"),
    [
        ([a[t] > 3], a[t] >= 3 + Rational(1, 10**6), Verdict.REFUTED),
        ([a[t] > 3], a[t] > 3, Verdict.SUPPORTED),
        ([a[t] ** 2 <= 2], a[t] >= -Rational(1414, 1000), Verdict.REFUTED),
        ([a[t] ** 2 <= 2], a[t] <= sqrt(2), Verdict.SUPPORTED),
        ([a[t] >= 3, a[t] <= 7], a[t] - a[t + 1] <= Rational(39, 10), Verdict.REFUTED),
        ([a[t] >= -7, a[t] <= -3], a[t] <= -Rational(31, 10), Verdict.REFUTED),
        ([Eq(a[t], 2)], Eq(total(a[j]), 2 * T), Verdict.SUPPORTED),
        ([Eq(a[t], 2)], Eq(total(a[j]), 2 * T + 1), Verdict.REFUTED),
        ([Eq(a[t], eta / (t + 1))], total(a[j] ** 2) <= Rational(3, 2) * eta**2, Verdict.REFUTED),
        ([Eq(a[t], sqrt(2))], a[t] <= 2, Verdict.NOT_APPLICABLE),
        ([b[t] <= Rational(1, 2), a[t] <= b[t], a[t] >= Rational(1, 3)], total(b[j] - a[j]) <= Rational(16, 100) * T, Verdict.REFUTED),
        ([b[t] <= 1, a[t] <= b[t], c[t] <= a[t], c[t] >= 0], total(b[j] - c[j]) <= Rational(99, 100) * T, Verdict.REFUTED),
    ],
)
def test_what_holds_up_to_the_ends_only_is_told_apart(given, claim, verdict):
    (found,) = read(Theorem(given=given, claim=claim), (), QUICK)
    assert found.verdict is verdict


def test_a_closed_end_is_tied_exactly():
    (found,) = read(Theorem(given=[a[t] >= 3], claim=a[t] >= 3), (), QUICK)
    assert found.sharpness == "1"
