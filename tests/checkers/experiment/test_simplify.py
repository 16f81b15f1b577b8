"""The plainest proposal comes first."""

from dataclasses import replace
from fractions import Fraction

from checkers.experiment.case import Case
from checkers.experiment.decide import Spot
from checkers.experiment.explore import Proposal
from checkers.experiment.simplify import digits, simplest, weight
from problems.discovery import families

ONE = Fraction(1)
LINE = Case(families()["quadratic"].library()[0], {"L": ONE}, start=(ONE,), steps=3)
PLANE = Case(families()["quadratic"].library()[5], {"L": ONE}, start=(ONE, ONE), steps=3)


def proposal(case=LINE, t=0, T=1, relative=-0.5):
    return Proposal(case, Spot(t, T), relative)


def test_few_dimensions_few_steps_and_short_numbers_come_first():
    best = proposal()
    others = [proposal(PLANE), proposal(t=1), proposal(T=2), proposal(replace(LINE, start=(Fraction(355, 113),)))]
    assert all(weight(best) < weight(other) for other in others)
    assert simplest([*others, best], 1) == [best]


def test_the_larger_violation_breaks_a_tie():
    small, large = proposal(relative=-0.1), proposal(relative=-0.9)
    assert simplest([small, large], 2) == [large, small]


def test_as_many_as_asked_for():
    assert len(simplest([proposal(t=k) for k in range(10)], 3)) == 3
    assert simplest([], 3) == []


def test_a_constant_other_than_one_counts_more():
    assert digits(replace(LINE, constants={"L": Fraction(2)})) > digits(LINE)
    assert digits(replace(LINE, constants={"L": Fraction(22, 7)})) > digits(replace(LINE, constants={"L": Fraction(2)}))


def test_the_order_does_not_depend_on_the_order_of_proposals():
    proposals = [proposal(t=k, relative=-k / 10) for k in range(5)]
    assert simplest(proposals, 5) == simplest(proposals[::-1], 5)
