"""Average squared gradient of SGD, against closed forms, an own recursion and an own enumeration."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from paper_figures.figure import Setup
from paper_figures.figures.sgd_nonconvex import STEPS, figure
from problems.families import geman_mcclure


@pytest.fixture(scope="module")
def found(quick):
    return quick("sgd-nonconvex")


def averages(moments):
    return np.cumsum(moments) / np.arange(1, len(moments) + 1)


def second_moments(eta, start, steps):
    """E x_t^2 of x <- (1 - eta) x -+ eta, by its own recursion."""
    moments = [start**2]
    for _ in range(steps - 1):
        moments.append((1 - eta) ** 2 * moments[-1] + eta**2)
    return np.array(moments)


@pytest.mark.parametrize("eta", STEPS["parabola"])
def test_the_parabola_is_its_recursion_and_attains_the_sharp_form(found, eta):
    one, step = found.where(problem="parabola", eta=float(eta)), float(eta)
    horizons = one.floats("T")
    expected = averages(second_moments(step, 2.0, int(horizons[-1])))[horizons.astype(int) - 1]
    assert one.distinct("means") == ["moments"]
    np.testing.assert_allclose(one.floats("mean"), expected, rtol=1e-10)
    np.testing.assert_allclose(one.floats("sharp"), one.floats("mean"), rtol=1e-9)
    np.testing.assert_allclose(one.floats("bound"), 4 / (step * horizons) + step, rtol=1e-11)


def test_at_the_step_one_over_the_curvature_the_plain_bound_is_attained_in_the_limit(found):
    one = found.where(problem="parabola", eta=1.0)
    share = one.floats("mean") / one.floats("bound")
    np.testing.assert_allclose(1 - share, 1 / (4 + one.floats("T")), rtol=1e-7)
    smallest = found.where(problem="parabola", eta=1 / 16)
    assert (smallest.floats("mean") < 0.6 * smallest.floats("bound")).all()


def test_no_mean_is_above_its_bound_and_the_sharp_form_is_below_the_plain_one(found):
    assert (found.floats("mean") <= found.floats("sharp") * (1 + 1e-9)).all()
    assert (found.floats("sharp") <= found.floats("bound") * (1 + 1e-9)).all()


def test_small_steps_are_worst_at_first_and_best_at_last(found):
    for problem, etas in STEPS.items():
        bounds = [found.where(problem=problem, eta=float(eta)).floats("bound") for eta in etas]
        assert all((np.diff([bound[place] for bound in bounds]) * sign > 0).all() for place, sign in ((0, 1), (-1, -1)))


def gradient(w):
    residuals = np.stack([w, w, w - 3])
    return (2 * residuals / (1 + residuals**2) ** 2).mean(axis=0)


def paths(eta, draws):
    """The squared gradients, one row for each sequence of draws, of an own loop from 4."""
    w, squares = np.full(len(draws), 4.0), []
    for drawn in draws.T:
        squares.append(gradient(w) ** 2)
        w = w - eta * (gradient(w) + drawn)
    return np.stack(squares, axis=1)


@pytest.mark.parametrize("eta", STEPS["regression"])
def test_the_first_steps_of_the_regression_are_an_own_enumeration(found, eta):
    one = found.where(problem="regression", eta=float(eta), means="every sequence of draws")
    squares = paths(float(eta), np.array(list(product((0.5, -0.5), repeat=10))))
    assert one.cells("T") == list(range(1, 11))
    np.testing.assert_allclose(one.floats("mean"), averages(squares.mean(axis=0)), rtol=1e-10)


@pytest.mark.parametrize("eta", STEPS["regression"])
def test_later_ones_are_the_mean_of_own_runs_with_the_same_draws(found, eta):
    one = found.where(problem="regression", eta=float(eta), means="64 seeded runs")
    streams = [np.random.Generator(np.random.Philox(key=[0, seed])) for seed in range(64)]
    draws = np.array([0.5, -0.5])[np.stack([stream.integers(0, 2, (400, 1))[:, 0] for stream in streams])]
    running = np.cumsum(paths(float(eta), draws), axis=1) / np.arange(1, 401)
    kept = running[:, one.floats("T").astype(int) - 1]
    np.testing.assert_allclose(one.floats("mean"), kept.mean(axis=0), rtol=1e-9)
    np.testing.assert_allclose(one.floats("low"), np.quantile(kept, 0.05, axis=0), rtol=1e-9)


def test_the_steps_are_at_most_one_over_the_curvature_and_the_regression_is_not_convex():
    curvature = geman_mcclure.build(((Fraction(1),),) * 3, (Fraction(0), Fraction(0), Fraction(3))).facts
    assert max(STEPS["regression"]) <= 1 / curvature["smooth"].value.high
    assert "convex" not in curvature
    assert gradient(np.array([1.0])) > gradient(np.array([1.5]))


@pytest.mark.slow
def test_more_runs_tell_the_same(found):
    whole = figure.numbers(Setup(seed=1))
    for eta in STEPS["regression"]:
        exact = whole.where(problem="regression", eta=float(eta), means="every sequence of draws")
        seeded = whole.where(problem="regression", eta=float(eta), means="1000 seeded runs")
        np.testing.assert_allclose(seeded.floats("mean")[:8], exact.floats("mean")[:8], rtol=0.08)
