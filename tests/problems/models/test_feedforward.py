"""Feedforward networks on data: the gradient against automatic differentiation, three arithmetics, and certified bounds attacked at points."""

from fractions import Fraction

import numpy as np
import pytest
import torch

from problems.exact.arithmetic import Exact
from problems.float64 import Float64
from problems.instance import EVERYWHERE, stacked
from problems.layers import KNOWN
from problems.models.feedforward import LOGISTIC, SQUARED, build, component_gradient, gradient, library, value

M = Float64()
STREAM = np.random.default_rng(0)


def numbers(*shape):
    return tuple(Fraction(int(n), 8) for n in STREAM.integers(-16, 17, int(np.prod(shape))))


def matrix(n, d):
    flat = numbers(n, d)
    return tuple(flat[row * d : (row + 1) * d] for row in range(n))


def networks():
    """One trained layer of three, for every activation, place of the layer, and loss."""
    for activation in range(1, len(KNOWN)):
        for place in range(3):
            for loss in (SQUARED, LOGISTIC):
                sizes = ((2, 3, activation), (3, 2, activation), (2, 2, 0))
                shapes = tuple(tuple(map(Fraction, (a, b, 1, k == place, k == place, s))) for k, (a, b, s) in enumerate(sizes))
                fixed = numbers(sum(a * b + b for k, (a, b, _) in enumerate(sizes) if k != place))
                targets = tuple(tuple(Fraction(1 if e > 0 else -1) for e in row) for row in matrix(3, 2))
                yield build(shapes, matrix(3, 2), targets, fixed, loss, Fraction(1, 2))


@pytest.mark.parametrize("one", library(), ids=lambda one: one.formula)
def test_the_gradient_is_that_of_automatic_differentiation_and_the_mean_of_the_components(one):
    p, x = stacked([one], M), torch.tensor(STREAM.standard_normal((1, 6, one.dimension)), requires_grad=True)
    (slope,) = torch.autograd.grad(value(p, x, M).sum(), x)
    assert torch.allclose(gradient(p, x, M), slope, rtol=1e-12)
    n = len(one.arrays["inputs"])
    assert torch.allclose(sum(component_gradient(p, x, np.full((1, 6), k), M) for k in range(n)) / n, slope)


@pytest.mark.parametrize("one", library(), ids=lambda one: one.formula)
def test_balls_and_floats_agree(one):
    m, point = Exact(), numbers(one.dimension)
    p, x = stacked([one], M), torch.tensor([[[float(e) for e in point]]], dtype=torch.float64)
    with m.scope():
        exact, at = stacked([one], m), m.array(point, (1, 1, one.dimension))
        assert np.allclose(m.floats(value(exact, at, m)), value(p, x, M).numpy(), rtol=1e-13)
        assert np.allclose(m.floats(gradient(exact, at, m)), gradient(p, x, M).numpy(), rtol=1e-12)


def test_no_pair_of_points_contradicts_a_certified_bound():
    certified = 0
    for one in networks():
        p, far = stacked([one], M), torch.tensor(10 ** STREAM.uniform(-2, 1.5, (1, 300, 1)))
        x = torch.tensor(STREAM.standard_normal((1, 300, one.dimension))) * far
        y = x + 1e-3 * torch.tensor(STREAM.standard_normal((1, 300, one.dimension)))
        slopes, others = gradient(p, x, M), gradient(p, y, M)
        bounds = {name: float(fact.value.high) for name, fact in one.facts.items() if fact.scope == EVERYWHERE}
        certified += len(bounds)
        assert ((slopes - others).norm(dim=-1) <= bounds.get("smooth", np.inf) * (x - y).norm(dim=-1) * (1 + 1e-9)).all()
        assert (slopes.norm(dim=-1) <= bounds.get("lipschitz", np.inf) * (1 + 1e-9)).all()
        assert (value(p, x, M) >= 0).all()
    assert certified > 40


def test_nothing_is_certified_of_two_trained_layers_and_the_infimum_lies_below_what_was_seen():
    one = library()[2]
    assert one.facts == {}
    assert one.infimum.low == 0
    at = torch.tensor([[[float(e) for e in one.starts[0]]]], dtype=torch.float64)
    assert float(one.infimum.high) == pytest.approx(value(stacked([one], M), at, M).item())


def test_layers_that_do_not_fit_are_refused():
    row = tuple(map(Fraction, (2, 3, 1, 1, 1, 0)))
    with pytest.raises(ValueError, match="as many numbers"):
        build((row, row), matrix(1, 2), matrix(1, 3), (), SQUARED, Fraction(1))
    with pytest.raises(ValueError, match="no weight"):
        build((tuple(map(Fraction, (2, 3, 1, 0, 0, 0))),), matrix(1, 2), matrix(1, 3), numbers(9), SQUARED, Fraction(1))
