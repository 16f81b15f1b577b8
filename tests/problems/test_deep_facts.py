"""Random points of deep networks: their sizes are the parametrisation's, and antisymmetric ones have no output."""

from fractions import Fraction

import numpy as np
import pytest
import torch

from problems.deep_facts import antisymmetric, drawn
from problems.deep_networks import ALL_LAYERS
from problems.discovery import families
from problems.exact.arithmetic import Exact
from problems.float64 import Float64
from problems.instance import stacked
from problems.parametrisations import PARAMETRISATIONS

FAMILY = families()["deep_output"]
INPUTS = ((Fraction(1), Fraction(0)), (Fraction(3, 5), Fraction(4, 5)))
schemes = pytest.mark.parametrize("number", range(len(PARAMETRISATIONS)), ids=[one.name for one in PARAMETRISATIONS])


def network(width, number):
    instance = FAMILY.build(Fraction(0), INPUTS, Fraction(width), Fraction(3), Fraction(number))
    return instance, drawn(instance, (width, width), PARAMETRISATIONS[number], np.random.default_rng(width))


@schemes
def test_initial_weights_have_the_deviations_of_the_parametrisation(number):
    _, point = network(128, number)
    first, second, outer = point[:256], point[256:-128], point[-128:]
    for layer, variance in zip((first, second, outer), PARAMETRISATIONS[number].variances((128, 128)), strict=True):
        assert np.mean(layer**2) == pytest.approx(float(variance), rel=0.2)
    assert len(set(np.abs(outer))) == 1
    assert (point * 2**20 == np.round(point * 2**20)).all()


@schemes
@pytest.mark.parametrize("width", [6, 7])
def test_an_antisymmetric_start_has_outputs_zero_and_a_kernel_all_the_same(width, number):
    instance, point = network(width, number)
    m = Exact()
    with m.scope():
        p = stacked([instance], m)
        start = m.array([Fraction(float(e)) for e in antisymmetric(point, (width, width))], (1, 1, instance.dimension))
        for output in ALL_LAYERS.outputs(p, start, m).flat:
            assert abs(output) < 1e-30
    f = Float64()
    at = torch.tensor(antisymmetric(point, (width, width)))[None, None]
    assert float(ALL_LAYERS.kernel(stacked([instance], f), at, f)[0, 0, 0, 0]) > 0.01
    assert float(ALL_LAYERS.outputs(stacked([instance], f), torch.tensor(point)[None, None], f).abs().max()) > 0.01


@pytest.mark.parametrize(
    ("name", "parameters", "said"),
    [
        ("deep_output", {"width": Fraction(0), "depth": Fraction(3), "parametrisation": Fraction(1)}, "a width"),
        ("deep_output", {"width": Fraction(2), "depth": Fraction(1), "parametrisation": Fraction(1)}, "depth"),
        ("deep_output", {"width": Fraction(2), "depth": Fraction(3), "parametrisation": Fraction(3)}, "no parametrisation 3"),
        ("bottleneck_output", {"width": Fraction(2), "bottleneck": Fraction(2)}, "narrower"),
        ("nonlinear_output", {"width": Fraction(2), "depth": Fraction(2), "after": Fraction(0)}, "identity"),
        ("nonlinear_output", {"width": Fraction(2), "depth": Fraction(2), "after": Fraction(5)}, "no output function 5"),
    ],
)
def test_what_is_no_network_is_refused(name, parameters, said):
    with pytest.raises(ValueError, match=said):
        families()[name].build(activation=Fraction(0), inputs=INPUTS, **parameters)
