"""What would not hold if the figure of the descent lemma were wrong."""

import numpy as np
import pytest

from paper_figures.figures.descent_lemma import LOWEST, POINT, VALLEY


@pytest.fixture
def found(quick):
    return quick("descent-lemma")


def columns(found, *names):
    return (found.floats(name) for name in names)


def test_f_lies_between_the_parabolas_and_meets_both_at_u_alone(found):
    v, f, above, below = columns(found, "v", "f", "above", "below")
    here = v == float(POINT)
    assert here.sum() == 1
    assert above[here] == f[here] == below[here]
    assert (above[~here] > f[~here]).all()
    assert (below[~here] < f[~here]).all()


def test_the_parabolas_are_parabolas_of_the_tight_curvature(found):
    v, above, below = columns(found, "v", "above", "below")
    smooth, step = float(VALLEY.facts["smooth"].value.high), v[1] - v[0]
    assert np.diff(above, 2) / step**2 == pytest.approx(smooth)
    assert np.diff(below, 2) / step**2 == pytest.approx(-smooth)


def test_the_parabolas_have_one_tangent_at_u(found):
    v, above, below = columns(found, "v", "above", "below")
    place = list(v).index(float(POINT))
    slopes = [(side[place + 1] - side[place - 1]) / (v[place + 1] - v[place - 1]) for side in (above, below)]
    x = float(POINT)
    assert slopes == pytest.approx([(2 * x + 3 * np.sin(2 * x)) / 8] * 2)


def test_the_curve_is_the_certified_function_and_it_is_not_convex(found):
    v, f = columns(found, "v", "f")
    assert f == pytest.approx((v**2 + 3 * np.sin(v) ** 2) / 8)
    assert (np.diff(f, 2) < 0).any()
    assert "convex" not in VALLEY.facts


def test_the_share_tends_to_all_at_the_minimiser_and_to_half_where_f_bends_downwards_most(found):
    v, above, below = columns(found, "v", "used_above", "used_below")
    assert np.nanargmax(above) in (list(v).index(float(LOWEST)) - 1, list(v).index(float(LOWEST)) + 1)
    assert 0.99 < np.nanmax(above) < 1
    assert 0.48 < np.nanmax(below) < 0.5


def test_parabolas_use_all_of_both_bounds_wherever_v_is_not_u(found):
    v, above, below = columns(found, "v", "attained_above", "attained_below")
    away = v != float(POINT)
    assert above[away] == pytest.approx(1, abs=1e-9)
    assert below[away] == pytest.approx(1, abs=1e-9)
