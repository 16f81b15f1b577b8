"""The exact decision: what floats refute and is true, ties, strict claims, equalities, single paths, balls, and what stays open."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
import torch
from flint import arb, fmpq

from checkers.experiment.case import Case
from checkers.experiment.decide import Decision, Outcome, Spot, decide
from checkers.experiment.explore import explored
from checkers.experiment.reader import read
from checkers.experiment.reading import Effort
from checkers.verdict import Verdict
from problems.discovery import families
from problems.exact.arithmetic import fraction
from problems.exact.linear import apply
from problems.float64 import Float64
from problems.instance import stacked
from problems.noise import Noise, two_point
from theorems.hypotheses import BoundedVariance, Smooth
from theorems.language import (
    Average,
    E,
    Eq,
    Probability,
    Rational,
    T,
    Theorem,
    constants,
    exp,
    f,
    f_star,
    grad,
    i,
    inner,
    naturals,
    norm,
    norm_sq,
    points,
    sqrt,
    stochastic_grad,
    t,
    x,
    x_star,
)
from theorems.methods import SGD, GradientDescent
from theorems.normal_form import normal_form

L, eta, sigma = constants("L eta sigma")
u, v = points("u v")
ONE, ZERO, HALF = Fraction(1), Fraction(0), Fraction(1, 2)
PARABOLA = families()["quadratic"].build((ONE,), (ZERO,), (ZERO,))
RIDGE = families()["logistic"].library()[2]
HERE = Spot(0, 1)

descent = Theorem(given=[Smooth(L)], claim=f(v) <= f(u) + inner(grad(u), v - u) + L / 2 * norm_sq(v - u))


def decided(claim, case, spot=HERE, method=None, given=()):
    theorem = Theorem(given=given, method=method, claim=claim)
    return decide(theorem, normal_form(theorem.claims[0]), case, spot)


def tight_cases(count):
    """True instances of the descent lemma with equality: from a random point along the top eigenvector of a random quadratic, L exact."""
    rng, cases = np.random.default_rng(0), []
    while len(cases) < count:
        numbers = [tuple(Fraction(int(p), int(q)) for p, q in zip(rng.integers(-99, 100, 5), rng.integers(1, 30, 5), strict=True)) for _ in range(4)]
        spectrum, axis, centre, start = numbers
        instance = families()["quadratic"].build(tuple(abs(e) + Fraction(1, 7) for e in spectrum), axis, centre)
        move = Fraction(int(rng.integers(1, 50)), 13)
        end = tuple(a + move * b for a, b in zip(start, instance.directions[0], strict=True))
        cases.append(Case(instance, {"L": instance.facts["smooth"].value.high}, points={"u": start, "v": end}))
    return cases


def test_true_claims_that_floats_refute_are_not_refuted():
    """A plain comparison in float64 refutes more than a tenth of a thousand true instances; the exact decision refutes none."""
    cases, family, m = tight_cases(1000), families()["quadratic"], Float64()
    with m.scope():
        p = stacked([c.instance for c in cases], m)
        at, to = (torch.tensor(np.array([c.points[name] for c in cases], dtype=float))[:, None] for name in ("u", "v"))
        constant = torch.tensor([float(c.constants["L"]) for c in cases], dtype=torch.float64)[:, None]
        move, slope = to - at, family.gradient(p, at, m)
        bound = family.value(p, at, m) + (slope * move).sum(-1) + constant / 2 * (move * move).sum(-1)
        refuted = int((family.value(p, to, m) > bound).sum())
    form = normal_form(descent.claims[0])
    found = [decide(descent, form, case, HERE) for case in cases]
    assert refuted >= 100
    assert {one.outcome for one in found} == {Outcome.TIE}
    assert all(one.rational for one in found)


def test_a_slightly_smaller_constant_is_refuted_on_the_same_instances():
    form = normal_form(descent.claims[0])
    for case in tight_cases(20):
        smaller = Case(case.instance, {"L": case.constants["L"] * (1 - Fraction(1, 10**30))}, points=case.points)
        assert decide(descent, form, smaller, HERE).outcome is Outcome.VIOLATED


@pytest.mark.parametrize(
    ("claim", "outcome"),
    [
        (f(u) <= Rational(1, 2), Outcome.TIE),
        (f(u) < Rational(1, 2), Outcome.VIOLATED),
        (f(u) >= Rational(1, 2), Outcome.TIE),
        (f(u) > Rational(1, 2), Outcome.VIOLATED),
        (f(u) <= Rational(51, 100), Outcome.HOLDS),
        (f(u) < Rational(51, 100), Outcome.HOLDS),
        (f(u) >= Rational(51, 100), Outcome.VIOLATED),
        (Eq(f(u), Rational(1, 2)), Outcome.TIE),
        (Eq(f(u), Rational(1, 2) + Rational(1, 10**40)), Outcome.VIOLATED),
        (Eq(f(u), Rational(1, 2) - Rational(1, 10**40)), Outcome.VIOLATED),
        (Eq(norm_sq(grad(u) - u), 0), Outcome.TIE),
        (f(u) / (f(u) - Rational(1, 2)) <= 0, Outcome.NO_VALUE),
        (sqrt(norm_sq(u) - 2) <= -1, Outcome.NO_VALUE),
    ],
)
def test_relations_at_a_point_where_f_is_one_half(claim, outcome):
    assert decided(claim, Case(PARABOLA, points={"u": (ONE,)})).outcome is outcome


@pytest.mark.parametrize(
    ("claim", "outcome"),
    [
        (Eq(grad(u), u), Outcome.TIE),
        (Eq(grad(u), 2 * u), Outcome.VIOLATED),
        (Eq(grad(x_star), 0), Outcome.TIE),
        (Eq(grad(u), 0), Outcome.VIOLATED),
    ],
)
def test_equalities_of_vectors_are_decided(claim, outcome):
    plane = families()["quadratic"].build((ONE, ONE), (ONE, Fraction(2)), (ZERO, ZERO))
    assert decided(claim, Case(plane, points={"u": (ONE, HALF)}, minimiser=plane.minimisers[0])).outcome is outcome


def test_both_sides_are_reported_as_they_are():
    found = decided(f(u) >= 1, Case(PARABOLA, points={"u": (ONE,)}))
    assert (found.left, found.right) == (fmpq(1), fmpq(1, 2))
    assert found.rational
    assert not Decision(Outcome.HOLDS, arb(1), fmpq(2)).rational


@pytest.mark.parametrize(
    ("claim", "outcome"), [(norm(u) <= sqrt(2), Outcome.HOLDS), (norm(u) >= sqrt(2), Outcome.VIOLATED), (exp(f(u)) > 3, Outcome.VIOLATED)]
)
def test_irrational_sides_are_decided_in_balls(claim, outcome):
    found = decided(claim, Case(PARABOLA, points={"u": (ONE - Fraction(1, 10**50),)}))
    assert found.outcome is outcome
    assert not found.rational


@pytest.mark.parametrize(("sign", "outcome"), [(1, Outcome.HOLDS), (-1, Outcome.VIOLATED)])
def test_close_calls_get_more_bits(sign, outcome):
    """The sides differ by less than 128 bits can see."""
    claim = sqrt(2 * f(u) + 1) <= sqrt(2 * f(u) + 1 + sign * Rational(1, 10**50))
    assert decided(claim, Case(PARABOLA, points={"u": (ONE,)})).outcome is outcome


def test_irrational_ties_hold_only_where_equality_is_allowed():
    case = Case(PARABOLA, {"L": Fraction(2)}, points={"u": (ONE,)})
    left, right = sqrt(L) * sqrt(L + 1), sqrt(L**2 + L)
    assert decided(left <= right, case, given=[Smooth(L)]).outcome is Outcome.TIE
    assert decided(left < right, case, given=[Smooth(L)]).outcome is Outcome.UNDECIDED


def test_enclosed_data_leave_a_tie_open():
    """The infimum of a logistic regression is known within an enclosure: neither side of f_star + 0 <= f(x_star) is above the other."""
    case = Case(RIDGE, minimiser=RIDGE.minimisers[0])
    logistic = families()["logistic"].library()[6]
    open_case = Case(logistic, minimiser=logistic.minimisers[0])
    assert not logistic.infimum.exact
    found = decided(f(x_star) <= f_star, open_case)
    assert found.outcome is Outcome.UNDECIDED
    assert found.reason
    assert decided(f(x_star) <= f_star + Rational(1, 10**6), open_case).outcome is Outcome.HOLDS
    assert decided(f(x_star) >= f_star + Rational(1, 10**6), open_case).outcome is Outcome.VIOLATED
    assert decided(f_star >= Rational(1, 10), case).outcome is Outcome.HOLDS


def test_steps_where_a_term_has_no_value_are_not_decided():
    case, method = Case(PARABOLA, start=(ONE,), steps=3), GradientDescent(step=Rational(1, 2))
    claim = f(x[t]) <= f(x[0]) / (5 * t)
    found = [decided(claim, case, Spot(step, 1), method) for step in range(3)]
    assert [one.outcome for one in found] == [Outcome.NO_VALUE, Outcome.VIOLATED, Outcome.HOLDS]
    assert "no value" in found[0].reason


@pytest.mark.parametrize(
    ("claim", "T_", "outcome"),
    [
        (Average(f(x[T - i]), (i, 0, T)) <= f(x[0]) / 100, 2, Outcome.VIOLATED),
        (f(x[T]) + Average(f(x[T - i]), (i, T, T)) <= f(x[0]), 2, Outcome.VIOLATED),
        (Average(f(x[i]), (i, 0, T - 1)) <= f(x[0]), 3, Outcome.HOLDS),
        (Average(f(x[2 * T - i]), (i, T, 2 * T)) >= f(x[0]), 2, Outcome.VIOLATED),
    ],
)
def test_sums_that_look_backwards_see_all_their_steps(claim, T_, outcome):
    method = GradientDescent(step=Rational(1, 2))
    assert decided(claim, Case(PARABOLA, start=(ONE,), steps=4), Spot(0, T_), method).outcome is outcome


def test_a_step_that_a_natural_names_is_reached():
    m = naturals("m")
    case = Case(PARABOLA, {"m": Fraction(3)}, start=(ONE,), steps=4)
    assert decided(f(x[m]) <= f_star, case, HERE, GradientDescent(step=Rational(1, 2))).outcome is Outcome.VIOLATED
    assert decided(f(x[t + m]) <= f_star, case, Spot(1, 1), GradientDescent(step=Rational(1, 2))).outcome is Outcome.VIOLATED


NOISY = Case(PARABOLA, {"eta": HALF, "L": ONE, "sigma": ONE}, two_point(1, ONE), (ONE,), steps=3)


@pytest.mark.parametrize("step", [1, 2, 3])
def test_single_paths_are_the_paths_of_the_longer_run(step):
    """A path's number in the run of three steps names its first draws in a shorter run."""
    theorem = Theorem(method=SGD(step=eta), claim=norm_sq(x[t]) <= Rational(1, 100))
    form = normal_form(theorem.claims[0])
    for number, signs in enumerate(product((1, -1), repeat=3)):
        at = ONE
        for sign in signs[:step]:
            at -= HALF * (at + sign)
        found = decide(theorem, form, NOISY, Spot(step, 1, number))
        assert fraction(found.left) == at**2
        assert found.outcome is (Outcome.VIOLATED if at**2 > Fraction(1, 100) else Outcome.HOLDS)


def test_expectations_are_decided_over_all_paths():
    claim = E(norm_sq(x[1])) <= Rational(1, 2)
    assert decided(claim, NOISY, Spot(1, 1), SGD(step=eta)).outcome is Outcome.TIE
    assert decided(E(norm_sq(x[1])) < Rational(1, 2), NOISY, Spot(1, 1), SGD(step=eta)).outcome is Outcome.VIOLATED
    assert decided(Probability(f(x[2]) <= Rational(1, 2)) >= 1, NOISY, Spot(0, 1), SGD(step=eta)).outcome in (Outcome.TIE, Outcome.VIOLATED)


conditional = Theorem(
    given=[Smooth(L), BoundedVariance(sigma), eta <= 1 / L],
    method=SGD(step=eta),
    claim=E(f(x[t + 1]), given=x[t]) <= f(x[t]) - eta * (1 - L * eta / 2) * norm_sq(grad(x[t])) + L * eta**2 * sigma**2 / 2,
)


def test_a_true_conditional_claim_is_violated_on_no_path():
    """An equality here: a conditional expectation is a mean over continuations, also when a single path is decided."""
    form = normal_form(conditional.claims[0])
    outcomes = {decide(conditional, form, NOISY, Spot(step, 1, path)).outcome for path in range(8) for step in range(3)}
    assert outcomes == {Outcome.TIE}


def test_that_gradients_are_unbiased_is_refuted_nowhere():
    """True of every noise: E(x[t+1] | x[t]) is the gradient step."""
    claim = Eq(E(x[t + 1], given=x[t]), x[t] - eta * grad(x[t]))
    theorem = Theorem(given=[Smooth(L), BoundedVariance(sigma), eta <= 1 / L], method=SGD(step=eta), claim=claim)
    (found,) = read(theorem, (), Effort(instances=2, seeds=2, steps=3, families=("quadratic",)))
    assert found.verdict is Verdict.SUPPORTED, found.reason
    assert found.ties > 0


def test_a_false_conditional_claim_is_violated_on_every_path():
    theorem = Theorem(given=conditional.given, method=conditional.method, claim=E(f(x[t + 1]), given=x[t]) <= f(x[t]) / 4)
    form = normal_form(theorem.claims[0])
    assert {decide(theorem, form, NOISY, Spot(2, 1, path)).outcome for path in range(8)} == {Outcome.VIOLATED}


def test_a_conditional_second_moment_is_decided():
    claim = Eq(E(norm_sq(stochastic_grad(x[t]) - grad(x[t])), given=x[t]), sigma**2 / 2)
    case = Case(PARABOLA, {"eta": HALF, "sigma": Fraction(2)}, Noise("additive", ((ONE,), (ONE,), (Fraction(-2),))), (ONE,), steps=2)
    outcomes = {decided(claim, case, Spot(1, 1, path), SGD(step=eta), [BoundedVariance(sigma)]).outcome for path in range(9)}
    assert outcomes == {Outcome.TIE}


def test_what_floats_propose_is_what_is_decided():
    """Every proposal of an exploration of a false claim about single paths is violated exactly."""
    theorem = Theorem(method=SGD(step=eta), claim=f(x[t + 1]) <= f(x[t]))
    form = normal_form(theorem.claims[0])
    [[finding]] = list(explored(theorem, [form], [NOISY], lambda case: True))
    assert finding.violations
    for proposal in finding.violations:
        assert decide(theorem, form, proposal.case, proposal.spot).outcome is Outcome.VIOLATED


def test_too_many_paths_are_not_attempted():
    case = Case(PARABOLA, {"eta": HALF}, Noise("additive", ((ONE,), (-ONE,), (ZERO,))), (ONE,), steps=13)
    found = decided(E(norm(x[t])) <= 0, case, Spot(13, 1), SGD(step=eta))
    assert found.outcome is Outcome.UNDECIDED
    assert "too many paths" in found.reason
    assert decided(E(f(x[t])) <= 0, case, Spot(13, 1), SGD(step=eta)).outcome is Outcome.VIOLATED


def test_the_gradient_is_that_of_the_parameters():
    """A check of the cases above by plain fractions: along the top eigenvector the gradient grows by L times the move."""
    for case in tight_cases(5):
        hessian = case.instance.arrays["hessian"]
        move = tuple(b - a for a, b in zip(case.points["u"], case.points["v"], strict=True))
        assert apply(hessian, move) == tuple(case.constants["L"] * e for e in move)


def test_a_norm_of_a_ball_around_zero_has_a_value():
    """A run that stays at the minimiser, moved there by an irrational step: the ball of x - x_star holds 0, its square is not negative."""
    instance = families()["quadratic"].build((Fraction(1),), (Fraction(0),), (Fraction(1, 3),))
    start, minimiser = (Fraction(1, 3),), instance.minimisers[0]
    case = Case(instance, {"L": Fraction(1)}, None, start, minimiser, {}, 2)
    method = GradientDescent(step=1 / sqrt(3 * L))
    found = decided(norm(x[t + 1] - x_star) <= norm(x[t] - x_star) / sqrt(2), case, Spot(0, 1), method, [Smooth(L)])
    assert found.outcome is Outcome.TIE
