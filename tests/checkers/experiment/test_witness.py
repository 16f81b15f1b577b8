"""Every claim of the catalogue has an exact witness, or is about growth; what is constant, stationary, still, zero or no member is none."""

from dataclasses import replace
from fractions import Fraction
from itertools import islice

import pytest
import torch

from checkers.experiment.case import Case
from checkers.experiment.explore import explored
from checkers.experiment.membership import consistent, member
from checkers.experiment.reader import read
from checkers.experiment.reading import Effort
from checkers.experiment.regions import Region
from checkers.experiment.report import experiment_json, number_text
from checkers.experiment.search.library import library_cases
from checkers.experiment.search.scope import Scope
from checkers.experiment.witness import (
    EARLY,
    FAILS,
    NOTHING_TRIED,
    OF_DRAWS,
    OF_FLOATS,
    OF_GROWTH,
    OUTSIDE,
    REFUTED,
    STATIONARY,
    STILL,
    ZERO,
    Witness,
    examined,
    found_witness,
    plainest,
    refusal,
)
from checkers.verdict import Verdict
from problems import no_objective
from problems.discovery import families
from problems.float64 import Float64
from problems.instance import exactly, stacked
from problems.matching import speaks_of_a_problem
from problems.noise import two_point
from problems.sequences import FreeSequence
from theorems.catalogue import entries, load
from theorems.hypotheses import BoundedVariance, Convex, Interpolation, Smooth
from theorems.language import E, Eq, T, Theorem, constants, f, f_star, grad, iterates, norm_sq, sequence, stochastic_grad, t, x, x_star
from theorems.method import Method
from theorems.methods import SGD, GradientDescent
from theorems.normal_form import normal_form
from theorems.scaling import Asymptotic, Tends
from theorems.torch_optimizer import TorchOptimizer

L, eta, sigma, beta = constants("L eta sigma beta")
ONE = Fraction(1)
FEW = 60
"""Cases of each family that the witnesses are looked for among."""

SMALL = Effort(instances=0, seeds=1, steps=4, families=("quadratic",))


def scope_of(theorem):
    return Scope(theorem, theorem.claims, Region(theorem), (), 8, 0)


def tried(scope, few=FEW):
    """The first cases of each family that certifies the hypotheses, as they come out of their runs."""
    forms = [normal_form(claim, scope.theorem.sequences) for claim in scope.claims]
    for cases in islice(filter(None, library_cases(scope)), 2):
        for findings in explored(scope.theorem, forms, islice(cases, few), lambda case: consistent(scope, case)):
            yield from {id(found.case): found.case for found in findings if found is not None and found.reached}.values()


CLAIMS = [(entry, number) for entry in entries() for number in range(len(load(entry).theorem.claims))]


ONE_MINIMISER_SAYS_NOTHING, MANY = ("min-norm-bias", "min-norm-bias-sgd"), 400
"""Theorems whose first cases, with a single minimiser, are no witnesses, and how many of their cases are looked at."""

SHOWN_BY_DRAWS = ("ntk-concentration-0", "ntk-concentration-1")
"""Claims about probabilities over random networks."""


@pytest.mark.parametrize(("entry", "number"), CLAIMS, ids=[f"{entry.id}-{number}" for entry, number in CLAIMS])
def test_every_claim_of_the_catalogue_has_a_witness_or_is_about_growth(entry, number):
    theorem = load(entry).theorem.plain
    claim = theorem.claims[number]
    scope = scope_of(replace(theorem, claim=claim))
    few = MANY if entry.id in ONE_MINIMISER_SAYS_NOTHING else FEW
    found = refusal(scope.theorem, claim) or found_witness(scope, claim, plainest(tried(scope, few)))
    assert (found == OF_GROWTH) == isinstance(claim, Asymptotic)
    assert (found == OF_DRAWS) == (f"{entry.id}-{number}" in SHOWN_BY_DRAWS)
    if found not in (OF_GROWTH, OF_DRAWS):
        assert isinstance(found, Witness), found
        assert member(scope, found.case)
        assert found.decision.left > 0 or found.decision.left < 0 or found.decision.right > 0 or found.decision.right < 0
        assert not speaks_of_a_problem(theorem) or all(slopes(found.case.instance, point) for point in places(found.case))


def places(case):
    return [case.start] if case.start is not None else list(case.points.values())


def slopes(instance, point):
    """Whether f changes beside a point along some axis, by more than a step's square allows a stationary point of these small instances."""
    step, family = 2.0**-20, families()[instance.family]
    m = Float64()
    with m.scope():
        arrays = stacked([instance], m)
        beside = [[e + (sign * Fraction(step) if i == axis else 0) for i, e in enumerate(point)] for axis in range(len(point)) for sign in (1, -1)]
        values = m.floats(family.value(arrays, m.array([e for row in beside for e in row], (1, len(beside), len(point))), m))[0]
    return any(abs(values[2 * axis] - values[2 * axis + 1]) > 1e-10 for axis in range(len(point)))


def parabola(start, curvature=ONE, **values):
    instance = families()["quadratic"].build((curvature,), (Fraction(0),), (Fraction(0),))
    return Case(instance, {"L": ONE, **values}, None, (Fraction(start),), (exactly(0),), {}, 4)


DESCENDS = Theorem(given=[Smooth(L), Convex()], method=GradientDescent(step=1 / L), claim=f(x[t]) - f_star >= 0)
SHRINKS = Theorem(given=[Smooth(L), Convex()], method=GradientDescent(step=1 / (2 * L)), claim=f(x[t]) - f_star >= 0)


def look(theorem, case):
    return examined(scope_of(theorem), theorem.claims[0], case)


def test_a_claim_about_a_gap_has_a_witness_after_the_first_step():
    found = look(SHRINKS, parabola(3))
    assert isinstance(found, Witness)
    assert (found.t, found.T) == (1, None)
    assert shown(found) == ("0", "9/8")


@pytest.mark.parametrize(
    ("theorem", "case", "lack"),
    [
        (SHRINKS, parabola(3, Fraction(0)), STATIONARY),  # a constant f, doctored
        (SHRINKS, parabola(0), STATIONARY),  # the minimiser
        (DESCENDS, parabola(3), ZERO),  # at the minimiser after one step
        (SHRINKS, parabola(3, L=Fraction(99, 100)), OUTSIDE),
        (SHRINKS, parabola(3, Fraction(-1)), OUTSIDE),  # not convex, and f_star is no number of it
        (SHRINKS, replace(parabola(3), steps=0), EARLY),
    ],
    ids=["constant", "minimiser", "converged", "L too small", "not convex", "no step"],
)
def test_what_shows_nothing_is_no_witness(theorem, case, lack):
    if lack is OUTSIDE and case.instance.infimum is None:
        case = replace(case, instance=replace(case.instance, infimum=exactly(-100)))
    assert look(theorem, case) == lack


def shown(found):
    return number_text(found.decision.left), number_text(found.decision.right)


def noisy(start, theorem):
    noise = two_point(1, ONE)
    return look(theorem, replace(parabola(start, eta=Fraction(1, 2), sigma=ONE), noise=noise))


def test_expectations_are_enumerated():
    random = Theorem(given=[Smooth(L), BoundedVariance(sigma)], method=SGD(step=eta), claim=E(norm_sq(x[t] - x[0])) <= 100 * t)
    found = noisy(3, random)
    assert isinstance(found, Witness)
    assert shown(found) == ("5/2", "100")


@pytest.mark.parametrize(
    ("claim", "side"),
    [
        (Eq(E(stochastic_grad(x[t])), E(grad(x[t]))), "9/4"),
        (Eq(norm_sq(E(stochastic_grad(x[t])) - E(grad(x[t]))), 0), "9/4"),
        (norm_sq(x[t + 1] - x[t] + eta * stochastic_grad(x[t])) <= 0, "1"),
        (Eq(f(x[t + 1]) + eta - f(x[t + 1]) - eta + E(f(x[0])) - f(x[0]), 0), "9/2"),
    ],
    ids=["vectors", "their difference", "almost surely", "numbers"],
)
def test_of_an_identity_both_parts_are_looked_at(claim, side):
    found = noisy(3, Theorem(given=[Smooth(L), BoundedVariance(sigma)], method=SGD(step=eta), claim=claim))
    assert isinstance(found, Witness), found
    assert shown(found) == (side, side)


def test_a_statement_with_trivial_content_has_none_and_the_verdict_says_so():
    theorem = Theorem(given=[Smooth(L), Interpolation()], method=SGD(step=1 / L), claim=Eq(E(norm_sq(stochastic_grad(x_star))), 0))
    (reading,) = read(theorem, (), replace(SMALL, families=("least_squares",)))
    assert reading.verdict is Verdict.SUPPORTED
    assert reading.witness.startswith(ZERO)
    assert reading.reason.endswith(f"; no witness: {reading.witness}")
    data = experiment_json(reading, 1e-6, True)
    assert (data["witness"], data["witness_reason"]) == (None, reading.witness)


def test_the_result_shows_the_witness_in_exact_numbers():
    (reading,) = read(SHRINKS, (), SMALL)
    data = experiment_json(reading, 1e-6, False)
    assert data["witness_reason"] is None
    assert "no witness" not in data["reason"]
    assert {name: value for name, value in data["witness"].items() if name != "case"} == {
        "t": 1,
        "T": None,
        "smaller": "0",
        "larger": "1/8",
        "function": "f(x) = x^2/2 on R",
        "constants": {"L": "1"},
        "start": "1",
    }
    assert data["witness"]["case"]["start"] == ["1"]


def test_a_refuted_claim_has_a_counterexample_and_no_witness():
    (reading,) = read(replace(SHRINKS, claim=f(x[t]) - f_star >= 1), (), SMALL)
    assert (reading.verdict, reading.witness) == (Verdict.REFUTED, REFUTED)


def test_what_violates_the_claim_is_no_witness():
    assert look(replace(SHRINKS, claim=f(x[t]) - f_star >= L), parabola(1)) == FAILS


b, a = iterates("b"), sequence("a")
DECAYS = Theorem(given=[beta < 1], method=Method(Eq(b[t + 1], beta * b[t] + a[t]), start={b[0]: 0}), claim=b[t] <= 100)
FREE = Theorem(given=[beta < 1], claim=beta * a[t] <= 100)


def driven(*values):
    return Case(
        no_objective.build(), {"beta": Fraction(1, 2)}, None, (ONE,), steps=4, sequences={"a": FreeSequence("listed", tuple(map(Fraction, values)))}
    )


@pytest.mark.parametrize("theorem", [DECAYS, FREE], ids=["recursion", "free sequence"])
def test_a_recursion_moves_and_a_free_sequence_is_not_zero(theorem):
    assert look(theorem, driven(0)) == STILL
    assert isinstance(look(theorem, driven(1)), Witness)


def test_a_recursion_that_stays_at_zero_is_looked_at_from_another_start():
    theorem = Theorem(given=[beta < 1], method=Method(Eq(x[t + 1], beta * a[t] * x[t])), claim=x[t] <= 100 * beta)
    resting = replace(driven(1), start=(Fraction(0),))
    assert look(theorem, resting) == STILL
    found = found_witness(scope_of(theorem), theorem.claims[0], plainest([resting, replace(resting, start=(ONE,))]))
    assert isinstance(found, Witness)
    assert found.case.start == (ONE,)


def test_growth_and_real_optimizers_have_none_by_their_nature():
    growing = replace(SHRINKS, claim=Tends(f(x[T]) - f_star, T, 0))
    assert found_witness(scope_of(growing), growing.claims[0], ()) == OF_GROWTH
    real = replace(SHRINKS, method=TorchOptimizer(torch.optim.SGD, lr=1 / L))
    assert found_witness(scope_of(real), real.claims[0], [parabola(3)]) == OF_FLOATS
    assert found_witness(scope_of(SHRINKS), SHRINKS.claims[0], ()) == NOTHING_TRIED


def test_the_plainest_cases_come_first():
    one, zero, short = parabola(1), parabola(0), replace(parabola(1), steps=1)
    assert plainest([zero, short, one]) == [one, short, zero]
