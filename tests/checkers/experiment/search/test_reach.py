"""The ends of what `given` allows for a free sequence: those of the restriction itself, and rationals inside of it where they are irrational."""

import math
from fractions import Fraction as Q

import pytest
import sympy as sp

from checkers.experiment.case import Case
from checkers.experiment.free_sequences import allowed
from checkers.experiment.search.reach import reach, shortest
from problems import no_objective
from problems.sequences import FreeSequence
from theorems.language import Abs, Eq, Rational, Theorem, constants, sequence, sqrt, t

a, b = sequence("a"), sequence("b")
G = constants("G")
STEPS = 6


def case(sequences=None, **values):
    return Case(no_objective.build(), {name: Q(value) for name, value in values.items()}, steps=STEPS, sequences=sequences or {})


def reached(given, name="a", sequences=None, **values):
    return reach(Theorem(given=given, claim=a[t] * b[t] <= G), case(sequences, G=1, **values), name)


@pytest.mark.parametrize(
    ("given", "low", "high"),
    [
        ([a[t] >= 3, a[t] <= 7], lambda t: 3, lambda t: 7),
        ([a[t] <= -3, a[t] >= -7], lambda t: -7, lambda t: -3),
        ([Eq(a[t], Rational(1, 3))], lambda t: Q(1, 3), lambda t: Q(1, 3)),
        ([Eq(a[t] * (t + 1), G)], lambda t: Q(1, t + 1), lambda t: Q(1, t + 1)),
        ([a[t] >= 0, a[t] <= 1 / (t + 1)], lambda t: 0, lambda t: Q(1, t + 1)),
        ([Abs(a[t] - 5) <= G], lambda t: 4, lambda t: 6),
        ([a[t] ** 2 >= 1], lambda t: -1, lambda t: 1),
        ([a[t] >= 3], lambda t: 3, lambda t: 6),
        ([a[t] <= 3], lambda t: 0, lambda t: 3),
        ([a[t] >= 0, a[t] <= Rational(1, 10**12)], lambda t: 0, lambda t: Q(1, 10**12)),
    ],
)
def test_rational_ends_are_reached_themselves(given, low, high):
    found = reached(given)
    assert found.low == tuple(map(low, range(STEPS + 1)))
    assert found.high == tuple(map(high, range(STEPS + 1)))


@pytest.mark.parametrize("scale", [1, 10**-12, 10**12])
def test_irrational_ends_have_rational_neighbours_inside(scale):
    scale = Q(scale).limit_denominator(10**12)
    found = reached([a[t] ** 2 * (t + 1) <= 2 * sp.Rational(scale.numerator, scale.denominator) ** 2])
    for step, (low, high) in enumerate(zip(found.low, found.high, strict=True)):
        assert -low == high
        assert high**2 * (step + 1) <= 2 * scale**2
        assert float(high) == pytest.approx(float(scale) * math.sqrt(2 / (step + 1)), rel=1e-8)


def test_an_open_end_is_approached_and_not_taken():
    found = reached([a[t] > 3, a[t] < 7])
    assert all(3 < low < 3 + Q(1, 10**8) and 7 - Q(1, 10**8) < high < 7 for low, high in zip(found.low, found.high, strict=True))


def test_one_sequence_bounds_another():
    given = [a[t] >= Rational(1, 2), b[t] >= a[t], b[t] <= 5]
    assert reached(given, "b").high == (5,) * (STEPS + 1)
    within = reached(given, "b", {"a": FreeSequence("periodic", (Q(1, 2), Q(3)))})
    assert within.low == (Q(1, 2), 3, Q(1, 2), 3, Q(1, 2), 3, Q(1, 2))
    assert reached(given, "b", {"a": FreeSequence("periodic", (Q(6),))}) is None


@pytest.mark.parametrize("given", [[], [Eq(a[t], sqrt(2))], [a[t] >= 1, a[t] <= 0], [a[t] * t >= 1]])
def test_where_no_rational_is_allowed_at_some_step_there_is_no_reach(given):
    assert reached(given) is None


def test_shares_and_stretched_sequences_stay_inside():
    given = [a[t] * (t + 1) >= 3, a[t] <= 7]
    theorem, found = Theorem(given=given, claim=a[t] <= G), reached(given)
    for one in (found.between([Q(1, 2)] * (STEPS + 1)), found.stretched(FreeSequence("geometric", (Q(1), Q(-2))))):
        assert allowed(theorem, case({"a": one}, G=1))


def test_repeated_values_are_written_shortly():
    assert shortest((Q(1), Q(2), Q(1))) == FreeSequence("periodic", (Q(1), Q(2)))
    assert shortest((Q(2), Q(2))) == FreeSequence("periodic", (Q(2),))
    assert shortest((Q(1), Q(2), Q(3))) == FreeSequence("listed", (Q(1), Q(2), Q(3)))
