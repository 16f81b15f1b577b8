"""Free sequences that can go on after a case's last step, and those whose restrictions leave them nothing there."""

from fractions import Fraction
from typing import Any

import pytest

from checkers.experiment.case import Case
from checkers.experiment.continued import goes_on
from checkers.experiment.reader import read
from checkers.experiment.reading import Effort
from checkers.verdict import Verdict
from problems import no_objective
from problems.sequences import FreeSequence
from theorems.language import Abs, Eq, Rational, Theorem, constants, exp, sequence, sqrt, t

a, b = sequence("a"), sequence("b")
beta = constants("beta")


def case(value: Fraction = Fraction(0), steps: int = 3) -> Case:
    sequences = {name: FreeSequence("periodic", (value,)) for name in ("a", "b")}
    return Case(no_objective.build(), {"beta": Fraction(1, 2)}, steps=steps, sequences=sequences)


@pytest.mark.parametrize(
    "given",
    [
        [a[t] >= 0],
        [a[t] >= 0, a[t] <= 1 / (t + 1)],
        [a[t] > 0, a[t] * sqrt(t + 1) <= 1],
        [a[t] >= 0, a[t] <= exp(-t), a[t] <= beta**t],
        [a[t] * (t + 1) >= 3, a[t] <= 7],
        [a[t] >= 3, a[t] <= 7, b[t] <= a[t], b[t] * (t + 1) >= 1],
        [a[t] >= 1 - 1 / (t + 1), a[t] <= 1],
        [Abs(a[t]) <= 1 / (t + 1) ** 2],
        [Eq(a[t], t)],
        [a[t] > 0, a[t] < 1 / (t + 1)],
        [a[t] >= t, a[t] < t + 1],
    ],
)
def test_what_can_go_on(given: list[Any]) -> None:
    theorem = Theorem(given=[*given, b[t] <= 10, beta <= 1], claim=a[t] + b[t] <= 1)
    assert goes_on(theorem, case())


@pytest.mark.parametrize("given", [[a[t] >= 0, a[t] <= 1 - t / 100], [a[t] >= t, a[t] <= 50], [a[t] > 0, a[t] < 8 / (t + 1) - Rational(1, 2)]])
def test_what_ends_refutes_nothing(given: list[Any]) -> None:
    theorem = Theorem(given=given, claim=a[t] <= Rational(1, 2))
    assert not goes_on(theorem, case())
    (found,) = read(theorem, (), Effort(instances=8, rounds=1))
    assert found.verdict is not Verdict.REFUTED
