"""Certificates at the known constants, none below them, and what they say where nothing exact is found."""

from dataclasses import replace
from fractions import Fraction as Q

import pytest

from checkers.worst_case.certificates.certify import certified, exact
from checkers.worst_case.certificates.identity import Certificate, Uncertified, proved, remainder
from checkers.worst_case.program import Condition
from checkers.worst_case.solving.solve import solve
from checkers.worst_case.terms import basis, number
from tests.checkers.worst_case.by_hand import descent

TIGHT = {
    "convex": (lambda N: descent("smooth convex", N, L=Q(3)), lambda N: Q(3, 4 * N + 2)),
    "convex, long steps": (lambda N: descent("smooth convex", N, eta=Q(6, 5)), lambda N: Q(1, 2) / (Q(12, 5) * N + 1)),
    "convex, gradient": (lambda N: descent("smooth convex", N, measure="gradient"), lambda N: Q(1, (N + 1) ** 2)),
    "convex, gradient by gap": (lambda N: descent("smooth convex", N, measure="gradient", start="gap"), lambda N: Q(2, 2 * N + 1)),
    "nonconvex": (lambda N: descent("smooth", N, L=Q(7), measure="best", start="gap", minimiser=False), lambda N: Q(28, 3 * N + 2)),
    "contraction": (
        lambda N: descent("smooth strongly convex", N, L=Q(2), mu=Q(1, 3), eta=Q(6, 7), measure="distance"),
        lambda N: Q(5, 7) ** (2 * N),
    ),
    "PL": (lambda N: descent("smooth", N, start="gap", minimiser=False, pl=Q(1, 4)), lambda N: Q(2, 3) ** N),
    "PL, other constants": (lambda N: descent("smooth", N, L=Q(5), start="gap", minimiser=False, pl=Q(1)), lambda N: Q(8, 11) ** N),
}


@pytest.mark.parametrize("steps", [1, 2, pytest.param(3, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", TIGHT)
def test_the_exact_worst_case_is_certified_unasked(name, steps):
    program, truth = TIGHT[name]
    found = exact(program(steps), solve(program(steps)))
    assert found.certificate.bound == truth(steps)
    assert found.certificate.slack == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", TIGHT)
@pytest.mark.parametrize("steps", [5, 10])
def test_long_runs_are_certified_exactly(name, steps):
    program, truth = TIGHT[name]
    found = certified(program(steps), solve(program(steps)), truth(steps))
    assert isinstance(found, Certificate)
    assert (found.bound, found.slack) == (truth(steps), 0)


@pytest.mark.parametrize("name", TIGHT)
def test_a_claim_is_certified_as_stated(name):
    """Bound 1 of the claim's own quotient, at the tight constant and at a loose one."""
    program, truth = TIGHT[name]
    for loose in (1, Q(3, 2)):
        claim = replace(program(2), denominator=program(2).denominator.times(truth(2) * loose))
        found = certified(claim, solve(claim), Q(1))
        assert (found.bound, found.slack) == (1, 0)


@pytest.mark.parametrize("short", [pytest.param(Q(1, 10**3), marks=pytest.mark.slow), pytest.param(Q(1, 10**4), marks=pytest.mark.slow), Q(1, 10**5)])
@pytest.mark.parametrize("name", TIGHT)
def test_no_false_claim_is_certified(name, short):
    program, truth = TIGHT[name]
    claim = replace(program(2), denominator=program(2).denominator.times(truth(2) * (1 - short)))
    found = certified(claim, solve(claim), Q(1))
    assert isinstance(found, Uncertified)
    assert "the quotient reaches" in found.reason


@pytest.mark.parametrize("short", [Q(1, 10**6), *(pytest.param(Q(1, 10**digits), marks=pytest.mark.slow) for digits in (7, 8, 9))])
@pytest.mark.parametrize("name", TIGHT)
def test_false_claims_that_no_float_can_tell_are_certified_with_slack_only(name, short):
    """Where the solver cannot see the difference, the fractions still do: the bound is above the truth."""
    program, truth = TIGHT[name]
    bound = truth(1) * (1 - short)
    found = certified(program(1), solve(program(1)), bound)
    assert isinstance(found, Uncertified) or (found.slack > 0 and found.bound >= truth(1) and found.bound == bound * (1 + found.slack))


@pytest.mark.parametrize("steps", [1, pytest.param(3, marks=pytest.mark.slow)])
def test_irrational_constants_come_with_slack(steps):
    """PL with a step of 1/2: the worst case is irrational."""
    program = descent("smooth", steps, start="gap", minimiser=False, pl=Q(1, 4), eta=Q(1, 2))
    solution = solve(program)
    found = certified(program, solution)
    assert 0 < found.slack <= Q(1, 10**5)
    assert solution.value * (1 - 1e-8) < found.bound < solution.value * (1 + 2e-5)
    asked = Q(solution.value).limit_denominator(10**6)
    again = certified(program, solution, asked)
    assert again.bound == asked * (1 + again.slack)


def test_long_denominators_are_found():
    """Strongly convex gradient descent from a distance: the worst slope is 10000/40951, which eight digits do not tell."""
    program = descent("smooth strongly convex", 2, mu=Q(1, 10))
    found = exact(program, solve(program))
    assert found.certificate.bound == Q(6561, 81902)
    assert found.case.directions[0]["g0"] == Q(10000, 40951)


def test_vectors_that_are_short_and_vectors_that_vanish():
    """Iterates shrink by 2^-5, and are no zeros; gradients of the nonconvex average vanish after one step."""
    short = descent("smooth strongly convex", 5, L=Q(1, 100), mu=Q(1, 300), eta=Q(150), measure="distance")
    assert certified(short, solve(short), Q(1, 2**10)).slack == 0
    vanishing = descent("smooth", 1, measure="gradient", start="gap", minimiser=False)
    assert certified(vanishing, solve(vanishing)).slack == 0


def test_a_loose_bound_where_no_matrix_is_definite():
    """The average of the squared gradients at a step of 1/L: no multipliers leave room, the exact worst case and the denominator do."""
    program = descent("smooth", 2, measure="best", start="gap", minimiser=False)
    gradients = [numerator.times(Q(1, 2)) for numerator in program.numerators[:2]]
    average = replace(program, numerators=(gradients[0].plus(gradients[1]),))
    for bound in (Q(1), Q(3, 2), Q(7)):
        found = certified(average, solve(average), bound)
        assert (found.bound, found.slack) == (bound, 0)


def test_rounded_programs_are_not_certified():
    program = replace(descent("smooth convex", 1), approximate=True)
    assert "irrational" in certified(program, solve(program)).reason


def test_several_numerators_share_the_weight():
    found = certified(descent("smooth", 2, measure="best", start="gap", minimiser=False), solve(TIGHT["nonconvex"][0](2)))
    assert sum(found.weights) == 1
    assert min(found.weights) >= 0


def test_constants_are_weighed():
    """With |g| <= 2 and |x| <= 3, <g, x> is at most 6."""
    program = descent("smooth convex", 0)
    x, g = basis("x0"), basis("g0")
    bounds = (
        Condition("bounded gradient", "given", number(4).plus(g.squared(), Q(-1))),
        Condition("bounded start", "given", number(9).plus(x.squared(), Q(-1))),
    )
    program = replace(program, conditions=bounds, numerators=(x.dot(g),), denominator=number(1), values=())
    found = exact(program, solve(program))
    assert found.certificate.bound == 6
    assert found.certificate.multipliers == {"bounded gradient": Q(3, 4), "bounded start": Q(1, 3)}
    assert certified(program, solve(program), Q(7)).bound == 7


def test_the_case_that_attains_the_bound_meets_all_conditions():
    program = descent("smooth convex", 2)
    found = exact(program, solve(program))
    case = found.case
    assert case.directions == ({"x0": Q(1), "g0": Q(1, 5), "g1": Q(1, 5), "g2": Q(1, 5)},)  # Huber's function
    assert case.inner == ((Q(1),),)
    assert case.values["f2"] == Q(1, 10)


def test_multipliers_are_simple():
    found = certified(descent("smooth convex", 2), solve(descent("smooth convex", 2)))
    assert set(found.multipliers.values()) == {Q(1, 4), Q(2, 3), Q(5, 12), Q(1, 3)}


def test_what_is_no_certificate_is_not_proved():
    program = descent("smooth convex", 1)
    found = certified(program, solve(program))
    good = (found.bound, found.weights, found.multipliers)
    assert proved(program, *good) == found
    assert proved(program, found.bound - Q(1, 10**12), *good[1:]) is None
    assert proved(program, found.bound, [Q(2)], found.multipliers) is None
    for name in found.multipliers:
        for factor in (Q(-1), Q(0), Q(1001, 1000)):
            assert proved(program, found.bound, found.weights, {**found.multipliers, name: factor * found.multipliers[name]}) is None


def test_the_remainder_is_what_the_identity_leaves():
    program = descent("smooth convex", 1)
    found = certified(program, solve(program))
    assert found.remainder == remainder(program, found.bound, found.weights, found.multipliers)
    assert not found.remainder.values


def test_a_bound_of_zero():
    """The quotient 0: what is zero is at most 0, and a positive one is not."""
    program = descent("smooth convex", 1)
    nothing = replace(program, numerators=(program.numerators[0].plus(program.numerators[0], Q(-1)),))
    assert certified(nothing, solve(nothing), Q(0)).bound == 0
    assert isinstance(certified(program, solve(program), Q(0)), Uncertified)
