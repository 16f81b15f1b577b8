"""Exact rates of gradient descent."""

import numpy as np
import pytest

from paper_figures.figures.gd_rates import EXTREMAL, figure
from problems.discovery import families


@pytest.fixture
def found(quick):
    return quick("gd-rates")


@pytest.mark.parametrize(("id", "closed"), [("gd-convex-tight", lambda T: 1 / (4 * T + 2)), ("gd-nonconvex-tight", lambda T: 4 / (3 * T + 2))])
def test_the_bounds_are_attained_and_are_the_known_ones(found, id, closed):
    one = found.where(theorem=id)
    np.testing.assert_allclose(one.floats("bound"), closed(one.floats("T")), rtol=1e-11)
    np.testing.assert_allclose(one.floats("attained"), one.floats("bound"), rtol=1e-9)


def test_random_instances_stay_below(found):
    for id in figure.theorems:
        one = found.where(theorem=id)
        share = one.floats("random") / one.floats("bound")
        assert (share <= 1 + 1e-9).all()
        assert 0.05 < share[-1] < 1
    assert set(EXTREMAL) < set(families())
