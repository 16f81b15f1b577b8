"""Free constants are scanned along their whole range, so that thin regions are met; whatever is proposed is a case of the theorem."""

from fractions import Fraction as Q
from itertools import pairwise

import pytest
from sympy import Rational

from checkers.experiment.case import Case
from checkers.experiment.membership import member
from checkers.experiment.regions import Region
from checkers.experiment.search.scan import POINTS, POINTS_OF_RANDOM, scanned
from checkers.experiment.search.scope import Scope
from problems.discovery import families
from problems.noise import two_point
from theorems.hypotheses import BoundedVariance, Smooth
from theorems.language import E, Theorem, constants, f, naturals, reals, t, x
from theorems.methods import SGD, GradientDescent

L, eta, beta, sigma = constants("L eta beta sigma")
a = reals("a")
n = naturals("n")


def cases(theorem: Theorem, **values: Q | int) -> list[Case]:
    instance = families()["quadratic"].build((Q(1),), (Q(0),), (Q(0),))
    noise = two_point(1, Q(1)) if theorem.method is not None and theorem.method.random else None  # type: ignore[union-attr]
    case = Case(instance, {name: Q(value) for name, value in values.items()}, noise, (Q(1),), instance.minimisers[0], {}, 4)
    scope = Scope(theorem, theorem.claims, Region(theorem), (), 24, 0)
    found = scanned(scope, [case])
    assert all(member(scope, one) for one in found)
    return found


def widest_gap(values: set[Q], low: Q, high: Q) -> Q:
    inside = sorted({low, high, *values})
    return max(after - before for before, after in pairwise(inside))


@pytest.mark.parametrize("most", [1, 2, 4])
def test_a_step_is_met_everywhere_between_its_ends(most: int) -> None:
    theorem = Theorem(given=[Smooth(L), eta <= most / L], method=GradientDescent(step=eta), claim=f(x[t + 1]) <= f(x[t]))
    found = {case.constants["eta"] for case in cases(theorem, L=1, eta=1)}
    assert widest_gap(found, Q(0), Q(most)) <= Q(most, 50)


def test_one_constant_moves_at_a_time() -> None:
    theorem = Theorem(given=[Smooth(L), eta <= 1 / L, beta < 1], method=GradientDescent(step=eta * (1 - beta)), claim=f(x[t + 1]) <= f(x[t]))
    found = cases(theorem, L=1, eta=1, beta=Rational(1, 2))
    assert all(case.constants["L"] == 1 for case in found)
    assert {(case.constants["eta"] == 1) + (case.constants["beta"] == Q(1, 2)) for case in found} <= {1, 2}
    assert len({case.constants["beta"] for case in found}) > POINTS // 2


def test_naturals_are_taken_one_by_one() -> None:
    theorem = Theorem(given=[Smooth(L)], method=GradientDescent(step=1 / (n * L)), claim=f(x[t + 1]) <= f(x[t]))
    assert {case.constants["n"] for case in cases(theorem, L=1, n=1)} == {Q(k) for k in range(1, POINTS + 1)}


def test_reals_reach_both_sides() -> None:
    theorem = Theorem(given=[Smooth(L), a <= 1, a >= -1], method=GradientDescent(step=a / L), claim=f(x[t + 1]) <= f(x[t]) + 1)
    found = {case.constants["a"] for case in cases(theorem, L=1, a=1)}
    assert min(found) < Q(-9, 10)
    assert max(found) > Q(9, 10)


def test_random_methods_are_scanned_less_densely() -> None:
    theorem = Theorem(given=[Smooth(L), BoundedVariance(sigma), eta <= 1 / L], method=SGD(step=eta), claim=E(f(x[t + 1])) <= E(f(x[t])) + sigma)
    found = cases(theorem, L=1, sigma=1, eta=1)
    assert 0 < len(found) <= POINTS_OF_RANDOM


def test_constants_that_certificates_bound_are_left_alone() -> None:
    theorem = Theorem(given=[Smooth(L)], method=GradientDescent(step=1 / L), claim=f(x[t + 1]) <= f(x[t]))
    assert cases(theorem, L=1) == []
