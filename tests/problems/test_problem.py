"""A problem in a person's hands: the same numbers on NumPy arrays and torch tensors, random gradients, and a repr that builds it again."""

from fractions import Fraction

import numpy as np
import pytest
import torch

import lemmata
from problems.discovery import families
from problems.noise import Noise, two_point
from problems.problem import Problem

PLAIN = lemmata.instance("quadratic", spectrum=(1, "1/3"), axis=(0, 1), centre=(0, 0))


def test_values_and_gradients_are_batched_over_leading_axes_in_both_kinds_of_arrays():
    points = np.arange(12.0).reshape(3, 2, 2)
    values, slopes = PLAIN.value(points), PLAIN.gradient(points)
    assert values.shape == (3, 2)
    assert slopes.shape == (3, 2, 2)
    assert np.allclose(values, points[..., 0] ** 2 / 2 + points[..., 1] ** 2 / 6)
    assert np.array_equal(PLAIN.value(torch.tensor(points)).numpy(), values)
    assert isinstance(PLAIN.value(np.zeros(2)), float)


def test_a_value_can_be_differentiated():
    at = torch.tensor([1.0, 3.0], dtype=torch.float64, requires_grad=True)
    (slope,) = torch.autograd.grad(PLAIN.value(at), at)
    assert torch.equal(slope, PLAIN.gradient(at.detach()))


@pytest.mark.parametrize("points", [np.zeros(3), np.zeros(()), torch.zeros(3, dtype=torch.float64)])
def test_points_of_another_dimension_are_refused(points):
    with pytest.raises(ValueError, match=r"points of R\^2 have 2 coordinates"):
        PLAIN.value(points)


@pytest.mark.parametrize("points", [np.zeros(2, dtype=np.float32), torch.zeros(2), np.zeros(2, dtype=complex)])
def test_points_in_other_digits_are_refused(points):
    with pytest.raises(TypeError, match="float64"):
        PLAIN.gradient(points)


def test_constants_are_exact_by_name_and_floats_as_attributes():
    assert PLAIN.constants == {"L": Fraction(1), "mu": Fraction(1, 3)}
    assert (PLAIN.L, PLAIN.mu) == (1.0, 1 / 3)
    with pytest.raises(AttributeError, match="its constants are L, mu"):
        PLAIN.G  # noqa: B018


@pytest.mark.parametrize("name", families())
def test_a_repr_builds_the_same_problem_again(name):
    for one in families()[name].library()[:3]:
        problem = Problem(one, two_point(one.dimension, Fraction(1, 2)), {"eta": Fraction(1, 3)}, (Fraction(1, 7),) * one.dimension)
        again = eval(repr(problem), {"lemmata": lemmata})
        assert repr(again) == repr(problem)
        assert again.instance.parameters == one.parameters
        assert (again.noise, again.at, again.constants) == (problem.noise, problem.at, problem.constants)


def test_a_formula_that_the_numbers_do_not_make_is_refused():
    with pytest.raises(ValueError, match=r"make f\(x\) = x\^2/2 on R, not"):
        lemmata.instance("quadratic", spectrum=(1,), axis=(0,), centre=(0,), formula="f(x) = x^2 on R")
    with pytest.raises(ValueError, match="no family of problems"):
        lemmata.instance("quadratics", spectrum=(1,))
    with pytest.raises(ValueError, match="it takes spectrum"):
        lemmata.instance("quadratic", eigenvalues=(1,))


@pytest.mark.parametrize("noise", [two_point(2, Fraction(1, 2)), Noise("gaussian", scale=Fraction(1, 2))], ids=["two points", "gaussian"])
@pytest.mark.parametrize("generator", [np.random.default_rng(0), torch.Generator().manual_seed(0)], ids=["numpy", "torch"])
def test_random_gradients_have_the_mean_and_the_variance_that_are_certified(noise, generator):
    problem, points = Problem(PLAIN.instance, noise), np.ones((20_000, 2))
    away = problem.stochastic_gradient(points, generator) - problem.gradient(points)
    assert np.abs(away.mean(axis=0)).max() < 0.02
    assert (away**2).sum(axis=1).mean() == pytest.approx(problem.sigma**2, rel=0.05)


def test_draws_of_components_are_those_of_the_family():
    problem = Problem(families()["least_squares"].library()[1], Noise("finite_sum"))
    drawn = problem.stochastic_gradient(np.zeros((100, 1)), np.random.default_rng(0))
    assert set(drawn[:, 0]) == {-1.0, 1.0}


def test_a_problem_without_noise_draws_nothing():
    with pytest.raises(ValueError, match="no random gradients"):
        PLAIN.stochastic_gradient(np.zeros(2), np.random.default_rng(0))


def test_a_problem_alone_is_the_only_one_of_its_family():
    (held,) = PLAIN.alone.library()
    assert held.own is PLAIN.alone
    assert held.parameters == PLAIN.instance.parameters
