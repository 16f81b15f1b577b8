"""What a case shows does not depend on the batch that it is run in."""

from dataclasses import replace
from fractions import Fraction

import pytest

from checkers.experiment.case import Case
from checkers.experiment.explore import explored
from problems.discovery import families
from theorems.language import Theorem, constants, f, f_star, grad, norm_sq, t, x
from theorems.methods import GradientDescent
from theorems.normal_form import normal_form

eta = constants("eta")
LINE = families()["quadratic"].build((Fraction(1),), (Fraction(0),), (Fraction(0),))
STEPS = 6


def case_of(step, start):
    return Case(LINE, {"eta": Fraction(step)}, start=(Fraction(start),), minimiser=LINE.minimisers[0], steps=STEPS)


CASES = [case_of(step, start) for step in ("1/2", "1", "2", "5/2", "1e200") for start in ("0", "1", "-3/2")]
"""Convergent and tied ones, an idle start, violations, and overflow."""


def findings(claim, cases):
    theorem = Theorem(method=GradientDescent(step=eta), claim=claim)
    found = explored(theorem, [normal_form(claim, theorem.sequences)], cases, lambda case: True)
    return [one for (one,) in found]


@pytest.mark.parametrize(
    "claim",
    [
        f(x[t + 1]) <= f(x[t]),
        f(x[t + 1]) < f(x[t]),
        f(x[t]) - f_star <= (1 - eta) ** t * (f(x[0]) - f_star),
        f(x[t + 1]) <= f(x[t]) - eta / 2 * norm_sq(grad(x[t])),
    ],
)
def test_findings_are_those_of_each_case_alone(claim):
    together, alone = findings(claim, CASES), [found for case in CASES for found in findings(claim, [case])]
    assert together == alone
    assert any(found.violations for found in alone if found)
    assert any(not found.violations for found in alone if found)


def test_the_size_of_a_margin_is_that_of_its_own_run():
    """A neighbour of a thousand times the size changes no margin."""
    claim = f(x[t + 1]) <= f(x[t]) / 8
    small, large = case_of("1/2", "1"), case_of("1/2", "1000")
    first, second = findings(claim, [small, large])
    assert [(one.spot, one.visible) for one in first.violations] == [(one.spot, pytest.approx(one.visible)) for one in second.violations]
    assert first == findings(claim, [replace(small)])[0]


def test_a_run_that_stays_at_a_minimiser_tells_no_share():
    """1e-24 stands for a float that should have been zero."""
    claim = f(x[t]) - f_star <= (1 - eta) ** t * (f(x[0]) - f_star)
    resting, moving = findings(claim, [case_of("1/2", Fraction(1, 10**12)), case_of("1/2", 1)])
    assert resting.used is None
    assert moving.used == pytest.approx(0.5)
