"""What a counterexample tells: numbers, the draws that a claim looks at, and certificates."""

import pytest
from flint import fmpq

from checkers.experiment.reader import read
from checkers.experiment.reading import Effort
from checkers.experiment.report import counterexample, number_text
from theorems.hypotheses import ConvexSum, SmoothSum
from theorems.language import E, Theorem, constants, f, norm_sq, points, t, x
from theorems.methods import SGD
from theorems.networks import TwoLayer

L, eta = constants("L eta")
u = points("u")


def told(claim, *given, **parts):
    theorem = Theorem(claim=claim, given=given, **parts)
    (reading,) = read(theorem, (), Effort(instances=16))
    return counterexample(theorem, theorem.claims[0], reading.refutation)


@pytest.mark.parametrize(("claim", "count"), [(f(x[1]) <= f(x[0]), 1), (f(x[2]) <= f(x[1]), 2), (E(norm_sq(x[t + 1] - x[t]), given=x[t]) <= 0, 0)])
def test_the_draws_told_are_those_of_the_steps_that_the_claim_looks_at(claim, count):
    draws = told(claim, SmoothSum(L), ConvexSum(), eta <= 1 / L, method=SGD(step=eta))["draws"]
    assert draws is None if count == 0 else len(draws.split(", ")) == count


def test_a_number_that_the_statement_fixes_is_told_once():
    facts = told(f(u) <= 0, TwoLayer(1))["facts"]
    assert "1: the number of neurons" in facts


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (fmpq(1, 3), "1/3"),
        (fmpq(10**60 + 1, 3 * 10**60), "0.333333333333333"),
        (fmpq(10**500 + 1, 7), "1.42857142857143e+499"),
        (fmpq(-(10**500) - 1, 7), "-1.42857142857143e+499"),
    ],
)
def test_numbers_of_every_size_are_written(value: fmpq, text: str) -> None:
    """Runs that diverge reach numbers that no float holds."""
    assert number_text(value) == text
