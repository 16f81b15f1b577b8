from fractions import Fraction

import numpy as np
import pytest
import torch

from problems.exact.arithmetic import Exact
from problems.families import zigzag
from problems.float64 import Float64
from problems.instance import Instance, stacked


@pytest.mark.parametrize("instance", zigzag.library(), ids=lambda instance: str(instance.parameters))
def test_gradient_descent_meets_the_same_slope_at_every_step(instance: Instance) -> None:
    m, (curvature, slope, steps) = Exact(), map(Exact().number, instance.parameters.values())
    p, x = stacked([instance], m), m.array(instance.starts[0], (1, 1, 1))
    assert zigzag.value(p, x, m)[0, 0] == (3 * steps + 2) * slope * slope / (4 * curvature)
    for _ in range(int(steps.p) + 1):
        assert zigzag.gradient(p, x, m)[0, 0, 0] == slope
        x = x - zigzag.gradient(p, x, m) / curvature
    assert zigzag.value(p, x, m)[0, 0] == 0


def test_floats_are_continuous_across_the_teeth() -> None:
    instance, m = zigzag.build(Fraction(3), Fraction(7, 10), Fraction(5)), Float64()
    teeth = np.arange(-1, 60)[:, None] * float(Fraction(7, 30))
    x = np.concatenate([teeth, np.nextafter(teeth, -99), np.nextafter(teeth, 99)])
    p, at = stacked([instance], m), torch.as_tensor(x)[None]
    slopes, values = zigzag.gradient(p, at, m)[0, :, 0].numpy().reshape(3, -1), zigzag.value(p, at, m)[0].numpy().reshape(3, -1)
    np.testing.assert_allclose(slopes, np.broadcast_to([0, *[0.7] * 60], (3, 61)), atol=1e-13)
    assert np.ptp(values, axis=0).max() < 1e-13


@pytest.mark.parametrize(("curvature", "slope", "steps"), [(0, 1, 1), (1, 0, 1), (1, 1, -1), (1, 1, Fraction(1, 2))])
def test_a_function_that_is_no_zigzag_is_refused(curvature: int, slope: int, steps: Fraction) -> None:
    with pytest.raises(ValueError, match="zigzag"):
        zigzag.build(Fraction(curvature), Fraction(slope), Fraction(steps))
