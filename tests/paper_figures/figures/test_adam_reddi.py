"""Average regret on Reddi's games, against loops of its own."""

import numpy as np
import pytest

from paper_figures.figures.adam_reddi import VALUES

SLOPES = np.array([3.0, -1.0, -1.0])


@pytest.fixture(scope="module")
def found(quick):
    return quick("adam-reddi")


def played(draws, amsgrad):
    """The average regret after every step, of an own loop: draws (P, K) number the losses."""
    x, v, top, regret, averages = np.ones(len(draws)), 0.0, 0.0, 0.0, []
    for step, slope in enumerate(SLOPES[draws].T, 1):
        regret = regret + slope * (x + 1)
        averages.append(regret / step)
        v = 0.1 * v + 0.9 * slope**2
        top = np.maximum(top, v)
        x = np.clip(x - 0.9 / np.sqrt(step) * slope / np.sqrt(top if amsgrad else v), -1, 1)
    return np.stack(averages, axis=1)


@pytest.mark.parametrize("method", ["Adam", "AMSGrad"])
def test_losses_in_turn_are_an_own_loop(found, method):
    one = found.where(game="in turn", method=method)
    expected = played(np.arange(1000)[None] % 3, method == "AMSGrad")[0]
    np.testing.assert_allclose(one.floats("average"), expected[one.floats("T").astype(int) - 1], rtol=1e-10)


@pytest.mark.parametrize("method", ["Adam", "AMSGrad"])
def test_losses_at_random_are_own_loops_with_the_same_draws(found, method):
    one = found.where(game="at random", method=method)
    streams = [np.random.Generator(np.random.Philox(key=[0, seed])) for seed in range(64)]
    draws = np.stack([stream.integers(0, 3, (1000, 1))[:, 0] for stream in streams])
    expected = played(draws, method == "AMSGrad")[:, one.floats("T").astype(int) - 1]
    np.testing.assert_allclose(one.floats("average"), expected.mean(axis=0), rtol=1e-10)
    np.testing.assert_allclose(one.floats("high"), np.quantile(expected, 0.95, axis=0), rtol=1e-10)


def test_adam_stays_above_its_floor_and_comes_close(found):
    one = found.where(game="in turn", method="Adam")
    np.testing.assert_allclose(one.floats("claimed"), 2 / 3, rtol=1e-11)
    assert (one.floats("average") > 2 / 3).all()
    assert one.floats("average")[-1] < 0.7


def test_amsgrad_falls_below_adams_floor_and_stays_below_its_bound(found):
    one = found.where(game="in turn", method="AMSGrad")
    bound = 3 * (2 / 0.9 + 0.9 / np.sqrt(0.9)) / np.sqrt(one.floats("T"))
    np.testing.assert_allclose(one.floats("claimed"), bound, rtol=1e-11)
    assert (one.floats("average") < bound).all()
    assert one.floats("average")[-1] < 0.05


def test_at_random_adam_tends_to_the_worst_play_and_amsgrad_away_from_it(found):
    adam, ams, worst = (found.where(game="at random", method=method) for method in ("Adam", "AMSGrad", "worst play"))
    np.testing.assert_allclose(worst.floats("claimed"), 2 / 3, rtol=1e-11)
    np.testing.assert_allclose(adam.floats("average"), worst.floats("average"), rtol=1e-12)
    assert (adam.floats("claimed") < worst.floats("claimed")).all()
    assert (adam.floats("average") > adam.floats("claimed")).all()
    assert adam.floats("average")[-1] == pytest.approx(2 / 3, abs=0.05)
    assert ams.floats("average")[-1] < 0.1
    assert set(ams.cells("claimed")) == {None}


def test_late_horizons_are_whole_periods_and_the_constants_are_the_theorems(found):
    assert all(horizon % 3 == 0 for horizon in found.cells("T") if horizon >= 30)
    assert float(VALUES["alpha"]) < np.sqrt(1 - float(VALUES["beta2"]))
