"""Both sides of a claim along a run, against closed forms and independent loops."""

from fractions import Fraction as Q

import numpy as np
import pytest

from checkers.experiment.along import along, trajectory, values_at
from checkers.experiment.engine import Sampling
from checkers.experiment.trials import InstanceError, drawn, exact, trial
from problems.families import huber, quadratic, sine_valley
from problems.noise import Noise, two_point
from problems.sequences import FreeSequence
from theorems.catalogue import load, lookup

LINE = quadratic.build((Q(1),), (Q(0),), (Q(0),))
PLANE = quadratic.build((Q(1), Q(1, 10)), (Q(0), Q(0)), (Q(0), Q(0)))


def theorem(id):
    return load(lookup(id)).theorem


def test_gradient_descent_on_the_parabola_is_its_closed_form():
    pl = theorem("pl-gd")
    case = trial(pl, pl.claims[0], LINE, start=(Q(2),), steps=9, constants={"eta": Q(1, 4), "mu": Q(1), "L": Q(1)})
    (found,) = along(pl, pl.claims[0], [case])
    assert (found.index, found.at.tolist(), found.means) == ("t", list(range(10)), "")
    np.testing.assert_allclose(found.small[0], 2 * 0.75 ** (2 * found.at), rtol=1e-14)
    np.testing.assert_allclose(found.large[0], 2 * 0.75**found.at, rtol=1e-14)
    np.testing.assert_allclose(trajectory(pl, case)[:, 0], 2 * 0.75**found.at, rtol=1e-14)


def test_cases_of_different_layouts_come_back_in_their_order():
    tight = theorem("gd-convex-tight")
    claim = tight.claims[0]
    cases = [
        trial(tight, claim, PLANE, steps=5),
        trial(tight, claim, huber.build(Q(1), Q(1, 11)), start=(Q(1),), steps=5),
        trial(tight, claim, LINE, steps=3),
    ]
    found = along(tight, claim, cases)
    assert [len(one.at) for one in found] == [5, 5, 3]
    assert found[1].share[0, 4] == pytest.approx(1, abs=1e-9)
    assert all((one.small <= one.large + 1e-15).all() for one in found)


def second_moments(eta, sigma, start, steps):
    """E x_t^2 of x <- (1 - eta) x + eta noise, by its own recursion."""
    moments = [start**2]
    for _ in range(steps - 1):
        moments.append((1 - eta) ** 2 * moments[-1] + eta**2 * sigma**2)
    return np.array(moments)


@pytest.mark.parametrize(("noise", "means"), [(two_point(1, Q(1)), "moments"), (Noise("gaussian", scale=Q(1)), "moments")])
def test_long_expectations_are_exact(noise, means):
    sgd = theorem("sgd-nonconvex-rate")
    case = trial(sgd, sgd.claims[0], LINE, noise=noise, start=(Q(2),), steps=60, constants={"eta": Q(1, 5), "L": Q(1), "sigma": Q(1)})
    (found,) = along(sgd, sgd.claims[0], [case])
    assert (found.means, found.index) == (means, "T")
    expected = np.cumsum(second_moments(0.2, 1.0, 2.0, 60)) / found.at
    np.testing.assert_allclose(found.small[0], expected, rtol=1e-12)


def test_short_expectations_are_enumerated_and_sampled_ones_come_near():
    sgd = theorem("sgd-nonconvex-rate")
    case = trial(sgd, sgd.claims[0], LINE, noise=two_point(1, Q(1)), start=(Q(2),), steps=6, constants={"eta": Q(1, 5), "L": Q(1), "sigma": Q(1)})
    (whole,) = along(sgd, sgd.claims[0], [case])
    assert whole.means == "every sequence of draws"
    np.testing.assert_allclose(whole.small[0], np.cumsum(second_moments(0.2, 1.0, 2.0, 6)) / whole.at, rtol=1e-12)


def test_what_can_only_be_sampled_is_not_sampled_unasked():
    sgd = theorem("sgd-nonconvex-rate")
    waves = sine_valley.family.library()[0]
    case = trial(sgd, sgd.claims[0], waves, noise=two_point(1, Q(1)), steps=40)
    with pytest.raises(ValueError, match="must be sampled"):
        along(sgd, sgd.claims[0], [case])
    first, second = (along(sgd, sgd.claims[0], [case], Sampling(5, 0, range(16)))[0] for _ in range(2))
    assert first.means == "16 seeded runs"
    np.testing.assert_array_equal(first.small, second.small)


def test_a_claim_about_all_points_has_one_value_and_a_recursion_has_its_sequence():
    lemma = theorem("descent-lemma")
    case = trial(lemma, lemma.claims[0], LINE, points={"u": (Q(1),), "v": (Q(3),)}, constants={"L": Q(1)})
    (found,) = along(lemma, lemma.claims[0], [case])
    assert (found.index, found.small.tolist(), found.large.tolist()) == ("", [[4.5]], [[4.5]])
    adam = theorem("adam-update-bound")
    steady = FreeSequence("geometric", (Q(1), Q(1, 2)))
    case = trial(adam, adam.claims[0], start=(Q(0),), steps=8, sequences={"g": steady})
    (found,) = along(adam, adam.claims[0], [case])
    assert (found.small[0, 1:] <= found.large[0, 1:] * (1 + 1e-12)).all()


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"instance": sine_valley.family.library()[0]}, "does not certify Convex"),
        ({"constants": {"L": Q(1, 2)}}, "are allowed|does not meet"),
        ({"start": (Q(1), Q(1))}, "does not meet"),
    ],
)
def test_what_is_no_instance_is_refused(more, why):
    tight = theorem("gd-convex-tight")
    chosen = {"instance": LINE, "steps": 3, **more}
    with pytest.raises(InstanceError, match=why):
        trial(tight, tight.claims[0], chosen.pop("instance"), **chosen)


def test_drawn_instances_depend_on_the_seed_alone():
    tight = theorem("gd-convex-tight")
    first, same, other = (drawn(tight, tight.claims[0], 16, 4, seed) for seed in (0, 0, 1))
    assert [case.as_json() for case in first] == [case.as_json() for case in same]
    assert [case.as_json() for case in first] != [case.as_json() for case in other]
    assert all(case.steps == 4 for case in first)


def test_values_are_those_of_the_objective():
    case = trial(theorem("gd-nonconvex-rate"), theorem("gd-nonconvex-rate").claims[0], PLANE, steps=1)
    points = np.array([[1.0, 2.0], [0.0, -3.0]])
    np.testing.assert_allclose(values_at(case, points), (points[:, 0] ** 2 + points[:, 1] ** 2 / 10) / 2, rtol=1e-14)
    assert exact(0.1) == Q(1, 10)


def test_seeded_runs_are_told_one_by_one_where_asked():
    sgd = theorem("sgd-nonconvex-rate")
    case = trial(sgd, sgd.claims[0], sine_valley.library()[0], noise=two_point(1, Q(1, 2)), steps=20)
    for claim in sgd.claims:
        (mean,), (single,) = (along(sgd, claim, [case], Sampling(3, 0, range(5)), each=each) for each in (False, True))
        assert single.small.shape == (5, 20)
        assert np.ptp(single.small[:, -1]) > 0
        np.testing.assert_allclose(single.small.mean(axis=0), mean.small[0], rtol=1e-12)
        np.testing.assert_allclose(single.large.mean(axis=0), mean.large[0], rtol=1e-12)
    (alone,) = along(sgd, sgd.claims[0], [case], Sampling(3, 0, (2,)))
    (single,) = along(sgd, sgd.claims[0], [case], Sampling(3, 0, range(5)), each=True)
    np.testing.assert_allclose(single.small[2], alone.small[0], rtol=1e-14)


def test_what_is_exact_stays_one_row_where_runs_are_asked_for_one_by_one():
    sgd = theorem("sgd-nonconvex-rate")
    for steps, means in ((6, "every sequence of draws"), (40, "moments")):
        case = trial(sgd, sgd.claims[0], LINE, noise=two_point(1, Q(1)), start=(Q(2),), steps=steps, constants={"eta": Q(1, 5)})
        (found,) = along(sgd, sgd.claims[0], [case], Sampling(0, 0, range(3)), each=True)
        assert (found.means, len(found.small)) == (means, 1)
