"""The bounds on Adam's step, against rational arithmetic and torch."""

from fractions import Fraction as Q

import numpy as np
import pytest
import torch

from paper_figures.figure import Setup
from paper_figures.figures.adam_step_bound import DECAYS, USUAL, crossing, figure

CROSSINGS = dict(zip(DECAYS, (2, 44, 210, 2107), strict=True))


@pytest.fixture(scope="module")
def found(quick):
    return quick("adam-step-bound")


def of(found, decays):
    return found.where(beta1=str(decays[0]), beta2=str(decays[1]))


def squared_bound(beta1, beta2, steps):
    """The square of the largest step after `steps`, as a rational, by its closed sum."""
    ratio = beta1**2 / beta2
    return ((1 - beta1) / (1 - beta1**steps)) ** 2 * (1 - beta2**steps) / (1 - beta2) * (1 - ratio**steps) / (1 - ratio)


def squared_published(beta1, beta2):
    return max(Q(1), (1 - beta1) ** 2 / (1 - beta2))


@pytest.mark.parametrize(("decays", "at"), CROSSINGS.items())
def test_in_rationals_the_published_bound_fails_first_where_the_figure_marks_it(decays, at):
    published = squared_published(*decays)
    assert squared_bound(*decays, at - 1) <= published < squared_bound(*decays, at)


@pytest.mark.parametrize(("decays", "at"), CROSSINGS.items())
def test_the_table_holds_the_crossing_and_the_step_before(found, decays, at):
    one = of(found, decays)
    if at > 1000:
        assert crossing(one) is None
    else:
        assert crossing(one) == at
        assert at - 1 in one.cells("t")


@pytest.mark.parametrize("decays", DECAYS)
def test_both_bounds_are_those_in_rationals_and_the_exact_one_is_attained(found, decays):
    one = of(found, decays)
    exact = [float(squared_bound(*decays, at)) ** 0.5 for at in one.cells("t")]
    np.testing.assert_allclose(one.floats("bound"), exact, rtol=1e-10)
    np.testing.assert_allclose(one.floats("attained"), one.floats("bound"), rtol=1e-9)
    np.testing.assert_allclose(one.floats("published"), float(squared_published(*decays)) ** 0.5, rtol=1e-10)


def moved(decays, gradients):
    """The lengths of the steps of torch's own Adam."""
    parameter, found = torch.zeros(1, dtype=torch.float64), []
    optimizer = torch.optim.Adam([parameter], lr=1.0, betas=(float(decays[0]), float(decays[1])), eps=0.0)
    for gradient in gradients:
        parameter.zero_()
        parameter.grad = torch.tensor([gradient], dtype=torch.float64)
        optimizer.step()
        found.append(abs(parameter.item()))
    return np.array(found)


@pytest.mark.parametrize("decays", [DECAYS[0], USUAL])
def test_torch_makes_the_same_steps(found, decays):
    one = of(found, decays)
    ratio = float(decays[1] / decays[0])
    steps = moved(decays, [ratio ** (at - 500) for at in range(1000)])
    np.testing.assert_allclose(one.floats("attained"), steps[one.floats("t").astype(int) - 1], rtol=1e-10)


def test_one_large_gradient_stays_below_the_published_bound_as_torch_has_it(found):
    tried = [row for row in of(found, USUAL).rows if row[-1] is not None]
    assert len(tried) >= 12
    for *_, at, _, _, published, sudden in tried:
        assert sudden < published
        if at <= 300:
            assert sudden == pytest.approx(moved(USUAL, [1e-12] * (at - 1) + [1.0])[-1], rel=1e-9)


@pytest.mark.slow
def test_all_crossings_are_in_the_whole_figure():
    whole = figure.numbers(Setup())
    assert {decays: crossing(of(whole, decays)) for decays in DECAYS} == CROSSINGS
