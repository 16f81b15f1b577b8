"""What would not hold if the figure of bounds beside the worst case were wrong."""

from fractions import Fraction

import numpy as np
import pytest

from paper_figures.figures.gd_worst_case import PARTS


@pytest.fixture
def found(quick):
    return quick("gd-worst-case")


@pytest.fixture(params=[part.name for part in PARTS])
def panel(found, request):
    return found.where(panel=request.param)


def test_all_lies_below_the_bound_in_the_order_that_it_must(panel):
    bound, worst, certified, attained, random = (panel.floats(name) for name in ("bound", "worst", "certified", "attained", "random"))
    assert (certified <= bound * (1 + 1e-12)).all()
    assert (worst <= certified * (1 + 1e-6)).all()
    assert (attained <= certified * (1 + 1e-12)).all()
    assert (random <= certified * (1 + 1e-12)).all()
    assert (random > 0).all()


@pytest.mark.parametrize("name", ["convex", "nonconvex", "heavy ball"])
def test_the_worst_case_is_attained_where_the_conditions_suffice(found, name):
    one = found.where(panel=name)
    np.testing.assert_allclose(one.floats("attained"), one.floats("certified"), rtol=1e-6)


@pytest.mark.parametrize(
    ("name", "share"),
    [
        ("convex", lambda T: Fraction(T, 2 * T + 1)),
        ("nonconvex", lambda T: Fraction(2 * T, 3 * T - 1)),
        ("PL", lambda T: Fraction(8, 9) ** T),
    ],
)
def test_the_certified_shares_are_the_known_ones(found, name, share):
    one = found.where(panel=name)
    assert [Fraction(text) for text in one.cells("share")] == [share(T) for T in one.cells("T")]


def test_the_flattest_parabola_keeps_what_its_slope_says(found):
    one = found.where(panel="PL")
    np.testing.assert_allclose(one.floats("attained"), 0.75 ** (2 * one.floats("T")), rtol=1e-12)


@pytest.mark.parametrize("name", [part.name for part in PARTS])
def test_late_bounds_are_loose(found, name):
    one = found.where(panel=name)
    assert one.floats("bound")[-1] > 1.2 * one.floats("worst")[-1]
