"""Counterexamples are shrunk until they can be re-checked by hand, and stay counterexamples."""

from fractions import Fraction as Q

import pytest
from sympy import Rational

from checkers.experiment.case import Case
from checkers.experiment.decide import Outcome, Spot, decide
from checkers.experiment.explore import Proposal
from checkers.experiment.membership import member
from checkers.experiment.reader import read
from checkers.experiment.reading import Effort, Refutation
from checkers.experiment.regions import Region
from checkers.experiment.search.scope import Scope
from checkers.experiment.search.shrink import shrunk
from checkers.experiment.simplify import weight
from checkers.verdict import Verdict
from problems.discovery import families
from problems.instance import exactly, flat
from problems.noise import two_point
from theorems.hypotheses import BoundedVariance, Convex, Smooth
from theorems.language import E, T, Theorem, constants, f, f_star, grad, inner, norm_sq, points, sequence, t, x, x_star
from theorems.methods import SGD, GradientDescent
from theorems.normal_form import normal_form

L, eta, sigma = constants("L eta sigma")
u, v = points("u v")


def small(theorem: Theorem, case: Case, spot: Spot) -> Refutation:
    """The shrunk refutation of a case, checked to be one, and no heavier."""
    scope, form = Scope(theorem, theorem.claims, Region(theorem), (), case.steps, 0), normal_form(theorem.claims[0], theorem.sequences)
    before = Refutation(case, spot, decide(theorem, form, case, spot))
    assert before.decision.outcome is Outcome.VIOLATED
    assert member(scope, case)
    after = shrunk(scope, form, before)
    assert decide(theorem, form, after.case, after.spot).outcome is Outcome.VIOLATED
    assert member(scope, after.case)
    assert weight(Proposal(after.case, after.spot, 0.0))[0] <= weight(Proposal(case, spot, 0.0))[0]
    return after


def test_a_quadratic_in_seven_dimensions_becomes_a_parabola() -> None:
    spectrum = tuple(Q(k, 3) for k in range(1, 8))
    instance = families()["quadratic"].build(spectrum, (Q(1), Q(-2)) + (Q(1, 3),) * 5, (Q(2, 7),) * 7)
    case = Case(instance, {"L": Q(7, 3), "eta": Q(9, 7)}, None, instance.starts[0], instance.minimisers[0], {}, 24)
    theorem = Theorem(given=[Smooth(L), eta <= 4 / L], method=GradientDescent(step=eta), claim=f(x[t + 1]) <= f(x[t]))
    found = small(theorem, case, Spot(20, 1))
    assert found.case.instance.formula == "f(x) = x^2/2 on R"
    assert found.case.constants["L"] == 1
    assert found.spot.t == 0


def test_noise_and_rows_are_left_out() -> None:
    rows = ((Q(3, 2), Q(1)), (Q(-1), Q(7, 5)), (Q(1, 3), Q(2)))
    instance = families()["log_cosh"].build(rows, (Q(1), Q(-2), Q(1, 2)))
    smooth = instance.facts["smooth"].value
    assert smooth is not None
    case = Case(instance, {"L": smooth.high, "sigma": Q(7, 4), "eta": Q(1)}, two_point(2, Q(7, 4)), (Q(3), Q(-1, 7)), None, {}, 4)
    theorem = Theorem(given=[Smooth(L), BoundedVariance(sigma)], method=SGD(step=eta), claim=E(f(x[t + 1])) <= E(f(x[t])))
    found = small(theorem, case, Spot(2, 1))
    assert found.case.instance.dimension == 1
    assert (found.case.noise, found.case.constants["sigma"]) == (two_point(1, Q(1)), 1)


def test_free_points_become_plain() -> None:
    instance = families()["quadratic"].build((Q(3), Q(5)), (Q(1), Q(2)), (Q(1, 7), Q(2)))
    case = Case(instance, {"L": Q(5)}, None, None, None, {"u": (Q(13, 7), Q(-2, 9)), "v": (Q(-41, 6), Q(17, 3))}, 0)
    claim = f(v) <= f(u) + inner(grad(u), v - u) + Rational(3, 10) * L * norm_sq(v - u)
    found = small(Theorem(given=[Smooth(L)], claim=claim), case, Spot(0, 1))
    assert found.case.instance.dimension == 1
    assert all(abs(e.numerator) + e.denominator <= 4 for point in found.case.points.values() for e in point)


def test_a_sequence_loses_what_it_does_not_need() -> None:
    a = sequence("a")
    theorem = Theorem(claim=a[t] <= 3)
    (found,) = read(theorem, (), Effort(instances=8))
    assert found.refutation is not None
    assert len(found.refutation.case.sequences["a"].values) == 1


@pytest.mark.parametrize("constant", [Rational(9, 10), Rational(99, 100)])
def test_what_the_search_finds_can_be_checked_by_hand(constant: object) -> None:
    claim = f(x[T]) - f_star <= constant * L * norm_sq(x[0] - x_star) / (4 * T + 2)  # type: ignore[operator]
    theorem = Theorem(given=[Smooth(L), Convex()], method=GradientDescent(step=1 / L), claim=claim)
    (found,) = read(theorem, (), Effort(instances=27, without=("library",)))
    assert found.verdict is Verdict.REFUTED
    assert found.refutation is not None
    case = found.refutation.case
    assert case.instance.dimension == 1
    assert case.constants["L"] == 1
    numbers = [number for value in case.instance.parameters.values() for number in flat(value)]
    assert max(number.denominator for number in (*case.start, *numbers)) <= 10  # type: ignore[misc]


def test_the_same_is_returned_where_nothing_is_plainer() -> None:
    instance = families()["quadratic"].build((Q(1),), (Q(0),), (Q(0),))
    case = Case(instance, {"L": Q(1)}, None, (Q(1),), (exactly(0),), {}, 1)
    theorem = Theorem(given=[Smooth(L)], method=GradientDescent(step=1 / L), claim=f(x[t]) >= f(x[0]))
    assert small(theorem, case, Spot(1, 1)).case == case
