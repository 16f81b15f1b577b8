"""Prediction dynamics: what would be false if the figure were wrong."""

import numpy as np
import pytest

from paper_figures.figures.prediction_dynamics import FEW_SEEDS, INPUTS, NARROW, RATE, WIDE, _network
from problems.linearised import kernel_at
from problems.two_layer_networks import FIRST_LAYER

DIRECTIONS = range(len(INPUTS))


@pytest.fixture
def found(quick):
    return quick("prediction-dynamics")


def curve(found, width, name):
    return found.where(panel=f"width {width}", curve=name)


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_the_linearisation_falls_by_one_factor_for_each_direction_the_slow_one_last(found, width):
    factors = []
    for number in DIRECTIONS:
        values = curve(found, width, f"linear {number}").floats("least")[:8]
        assert values[0] == 1
        ratios = values[1:] / values[:-1]
        np.testing.assert_allclose(ratios, ratios[0], rtol=1e-6)
        factors.append(ratios[0])
    assert factors == sorted(factors, reverse=True)


def test_the_factors_are_those_of_the_kernel_at_the_start(found):
    drawn = [_network(WIDE, np.random.Generator(np.random.Philox(key=[0, (WIDE << 32) | number]))) for number in range(FEW_SEEDS)]
    values = np.array([np.linalg.eigvalsh(kernel_at(FIRST_LAYER, *one)) for one in drawn])
    step = found.where(panel=f"width {WIDE}").distinct("t")[1]
    for number in DIRECTIONS:
        factors = (1 - float(RATE) * values[:, number]) ** step
        one = curve(found, WIDE, f"linear {number}")
        assert one.floats("least")[1] == pytest.approx(factors.min(), rel=1e-9)
        assert one.floats("most")[1] == pytest.approx(factors.max(), rel=1e-9)


def test_a_wide_network_follows_its_linearisation_and_a_narrow_one_does_not(found):
    apart = {}
    for width in (NARROW, WIDE):
        pairs = [(curve(found, width, f"network {number}"), curve(found, width, f"linear {number}")) for number in DIRECTIONS]
        apart[width] = max(np.abs(network.floats("middle") - linear.floats("middle")).max() for network, linear in pairs)
    assert apart[WIDE] < 2e-3
    assert apart[NARROW] > 0.05


def test_no_step_is_further_from_linear_than_claimed_and_the_bound_falls_with_the_width(found):
    bounds = []
    for width in (NARROW, WIDE):
        missed, bound = (found.where(panel="missed", curve=f"{name} {width}") for name in ("missed", "bound"))
        assert (missed.floats("middle") <= bound.floats("middle")).all()
        assert (missed.floats("most") <= bound.floats("most")).all()
        bounds.append(bound.floats("middle")[0])
    assert bounds[0] / bounds[1] == pytest.approx((WIDE / NARROW) ** 0.5, rel=0.2)
