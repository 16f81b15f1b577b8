"""Every activation: its derivatives are those of its value, its three arithmetics agree, and its bounds are the suprema."""

from fractions import Fraction

import numpy as np
import pytest
import torch
from flint import arb

from problems.activations import ACTIVATIONS, TANH
from problems.exact.arithmetic import Exact
from problems.float64 import Float64

EVERY = pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=lambda activation: activation.name)
ORDERS = ("value", "slope", "bend")
BOUNDS = {"value": "largest", "slope": "steepest", "bend": "most_bent"}
POINTS = [Fraction(k, 7) for k in (-200, -41, -7, -3, 0, 1, 5, 30, 300)]


@EVERY
@pytest.mark.parametrize(("order", "derivative"), [("value", "slope"), ("slope", "bend")])
def test_each_derivative_is_that_of_the_one_before(activation, order, derivative):
    m, z = Float64(), torch.linspace(-30, 30, 6001, dtype=torch.float64, requires_grad=True)
    (expected,) = torch.autograd.grad(getattr(activation, order)(z, m).sum(), z)
    torch.testing.assert_close(getattr(activation, derivative)(z, m).detach(), expected, rtol=1e-9, atol=1e-11)


@EVERY
@pytest.mark.parametrize("order", ORDERS)
def test_rationals_balls_and_floats_agree(activation, order):
    found = []
    for m in (Exact(), Exact(balls=True)):
        with m.scope():
            found.append(getattr(activation, order)(m.array(POINTS, (len(POINTS),)), m))
    assert all(arb(a).overlaps(arb(b)) for a, b in zip(*found, strict=True))
    floats = getattr(activation, order)(Float64().array(POINTS, (len(POINTS),)), Float64())
    np.testing.assert_allclose(floats.numpy(), Exact().floats(found[0]), rtol=1e-10, atol=1e-14)


@EVERY
@pytest.mark.parametrize("order", ORDERS)
def test_bounds_hold_and_are_the_suprema(activation, order):
    bound = getattr(activation, BOUNDS[order])
    seen = getattr(activation, order)(torch.linspace(-40, 40, 80001, dtype=torch.float64), Float64()).abs().max().item()
    if bound is None:
        assert seen > 30
    else:
        assert float(bound.low) * (1 - 1e-6) < seen <= float(bound.high) * (1 + 1e-12)


def test_the_bend_of_tanh_is_enclosed_by_the_roots_of_sixteen_twenty_sevenths():
    low, high = TANH.most_bent.low, TANH.most_bent.high
    assert low**2 < Fraction(16, 27) < high**2
    assert high - low < Fraction(1, 2**70)
