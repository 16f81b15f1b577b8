"""Second moments along runs whose sequences of draws nobody can enumerate."""

from dataclasses import replace
from fractions import Fraction

import pytest

from checkers.experiment.along import along
from checkers.experiment.long_moments import certified
from checkers.experiment.moments import certified_exactly
from checkers.experiment.trials import InstanceError, trial
from problems.families import log_cosh, quadratic
from problems.noise import two_point
from theorems.catalogue import load, lookup
from theorems.hypotheses import PL, SecondMoment, Smooth
from theorems.language import E, Theorem, constants, f, t, x
from theorems.methods import SGD

ONE, ZERO = Fraction(1), Fraction(0)
SPHERE = quadratic.build((ONE,), (ZERO,), (ZERO,))
START, SIGMA, MOMENT = Fraction(4), Fraction(3), Fraction(5)
"""C^2 = x_0^2 + sigma^2, the second moment of the first draw, is the largest."""


@pytest.fixture(scope="module")
def theorem():
    return load(lookup("pl-sgd-decreasing")).theorem


def run(theorem, steps, bound, instance=SPHERE):
    noise = two_point(1, SIGMA)
    return trial(theorem, theorem.claims[0], instance, start=(START,), steps=steps, noise=noise, constants={"C": bound})


@pytest.mark.parametrize("steps", [4, 100])
def test_the_first_draws_moment_bounds_all_and_nothing_less_does(theorem, steps):
    assert run(theorem, steps, MOMENT).steps == steps
    with pytest.raises(InstanceError, match="does not meet"):
        run(theorem, steps, MOMENT - Fraction(1, 10**9))


def test_both_ways_to_certify_agree_where_paths_can_be_enumerated(theorem):
    case = run(theorem, 6, MOMENT)
    assert certified(theorem.plain, case)
    assert certified_exactly(theorem.plain, case)


def test_a_long_run_agrees_with_its_recursion(theorem):
    (found,) = along(theorem, theorem.claims[0], [run(theorem, 100, MOMENT)])
    moment = START**2
    for step in range(100):
        eta = Fraction(2 * step + 1, 2 * (step + 1) ** 2)
        moment = (1 - eta) ** 2 * moment + eta**2 * SIGMA**2
    assert found.means == "moments"
    assert found.at[-1] == 100
    assert found.small[0, -1] == pytest.approx(float(moment / 2), rel=1e-12)


def test_no_long_run_is_certified_where_gradients_might_grow_once_the_noise_is_off(theorem):
    curved, case = log_cosh.library()[0], run(theorem, 4, MOMENT)
    assert not certified(theorem.plain, replace(case, instance=curved, steps=100))


@pytest.mark.parametrize("steps", [2, 100])
def test_the_constant_bounds_a_single_draw_also_where_the_method_averages_several(steps):
    L, mu, C = constants("L mu C")
    given = [Smooth(L), PL(mu), SecondMoment(C, on="iterates")]
    batched = Theorem(given=given, method=SGD(step=1 / (2 * L), batch=3), claim=E(f(x[t])) <= C**2 / mu + f(x[0]))
    assert run(batched, steps, MOMENT).steps == steps
    with pytest.raises(InstanceError, match="does not meet"):  # 22/5 bounds the mean of three draws
        run(batched, steps, Fraction(22, 5))


def test_a_run_too_long_for_its_moments_is_no_instance(theorem):
    with pytest.raises(InstanceError, match="does not meet"):
        run(theorem, 10_000, MOMENT)
