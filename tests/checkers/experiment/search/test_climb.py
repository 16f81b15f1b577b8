"""Numerical search finds what random instances miss, from the root seed alone; and what it proposes is a case of the theorem."""

from dataclasses import replace

import pytest
from sympy import Rational

from checkers.experiment.membership import member
from checkers.experiment.reader import read
from checkers.experiment.reading import Effort, Reading
from checkers.experiment.regions import Region
from checkers.experiment.search.climb import climbable, climbed
from checkers.experiment.search.scope import Scope
from checkers.verdict import Verdict
from theorems.catalogue import load, lookup
from theorems.hypotheses import Convex, Smooth
from theorems.language import T, Theorem, constants, f, f_star, grad, norm_sq, t, x, x_star
from theorems.methods import GradientDescent, Nesterov

L, eta = constants("L eta")
WITHOUT = Effort(instances=27, without=("library",))


def bound(constant: object) -> Theorem:
    claim = f(x[T]) - f_star <= constant * L * norm_sq(x[0] - x_star) / (4 * T + 2)  # type: ignore[operator]
    return Theorem(given=[Smooth(L), Convex()], method=GradientDescent(step=1 / L), claim=claim)


def only(theorem: Theorem, effort: Effort) -> Reading:
    (reading,) = read(theorem, (), effort)
    return reading


@pytest.mark.parametrize("seed", [0, 1])
def test_one_percent_is_found_without_the_library(seed: int) -> None:
    assert only(bound(Rational(99, 100)), replace(WITHOUT, root=seed)).verdict is Verdict.REFUTED


def test_the_climb_finds_what_drawn_instances_alone_do_not() -> None:
    claimed = (Rational(1001, 1000) - 10 * (eta * L - Rational(7, 10)) ** 2) * eta * (1 - L * eta / 2) * norm_sq(grad(x[t]))
    thin = Theorem(given=[Smooth(L), eta <= 2 / L], method=GradientDescent(step=eta), claim=f(x[t + 1]) <= f(x[t]) - claimed)
    assert only(thin, Effort(instances=27, without=("climb",))).verdict is Verdict.SUPPORTED
    found = only(thin, Effort(instances=27))
    assert found.refutation is not None
    assert found.refutation.case.found_by.startswith("climb")


@pytest.mark.slow
def test_a_tight_true_bound_is_never_exceeded() -> None:
    found = only(bound(1), replace(WITHOUT, rounds=10))
    assert found.verdict is Verdict.SUPPORTED
    assert float(found.sharpness or 0) > 0.999


def test_a_claim_that_fails_late_only_is_found_by_a_long_run() -> None:
    claim = f(x[T]) - f_star <= Rational(17, 10) * L * norm_sq(x[0] - x_star) / (T + 1) ** 2
    late = Theorem(given=[Convex(), Smooth(L)], method=Nesterov(step=1 / L), claim=claim)
    found = only(late, Effort(instances=27))
    assert found.verdict is Verdict.REFUTED


@pytest.mark.slow
def test_the_seed_decides_what_is_climbed() -> None:
    first, again = (only(bound(1), WITHOUT) for _ in range(2))
    other = only(bound(1), replace(WITHOUT, root=1))
    assert first.tally.searchers == again.tally.searchers
    assert [one.case for one in first.tally.closest.values()] == [one.case for one in again.tally.closest.values()]
    assert [one.case for one in first.tally.closest.values()] != [one.case for one in other.tally.closest.values()]


def test_what_is_climbed_are_cases_of_the_theorem() -> None:
    theorem = load(lookup("pl-gd")).theorem
    scope = Scope(theorem, theorem.claims, Region(theorem), (), 24, 0)
    best = list(only(replace(theorem, claim=theorem.claims[0]), Effort(instances=8)).tally.closest.values())
    cases = climbed(scope, best, 3, 40)
    assert len(cases) >= 20
    assert all(member(scope, case) for case in cases)
    assert {case.found_by.partition(":")[0] for case in cases} == {"climb"}
    assert len({repr(case.as_json()) for case in cases}) > len(cases) // 2


def test_real_optimizers_are_not_climbed_on() -> None:
    import torch

    from theorems.methods import TorchOptimizer

    theorem = Theorem(given=[Smooth(L), eta <= 1 / L], method=TorchOptimizer(torch.optim.SGD, lr=eta), claim=f(x[t + 1]) <= f(x[t]))
    assert not climbable(Scope(theorem, theorem.claims, Region(theorem), (), 24, 0))


def test_the_tally_tells_who_tried_how_much() -> None:
    found = only(bound(1), Effort(instances=9))
    assert set(found.tally.searchers) == {"library", "hypothesis", "climb"}
    assert sum(found.tally.searchers.values()) == found.tally.cases


def test_a_descent_by_less_than_claimed_is_found_where_no_share_is_told() -> None:
    theorem = Theorem(given=[Smooth(L), Convex(), eta <= Rational(201, 100) / L], method=GradientDescent(step=eta), claim=f(x[t + 1]) <= f(x[t]))
    assert only(theorem, WITHOUT).verdict is Verdict.REFUTED
