"""Squared losses of models: outputs, derivatives and kernels against torch's differentiation, and the three arithmetics against each other."""

from fractions import Fraction

import numpy as np
import pytest
import torch
from flint import arb
from torch.autograd.functional import hessian as hessian_of
from torch.autograd.functional import jacobian as jacobian_of

from problems.discovery import families
from problems.exact.arithmetic import Exact
from problems.families import two_layer_loss
from problems.float64 import Float64
from problems.instance import stacked
from problems.loss_facts import LADDER_TARGETS
from problems.network import largest_size

NAMES = ("two_layer_loss", "two_layer_loss_both", "linear_loss", "product")
CASES = [pytest.param(name, number, id=f"{name}-{number}") for name in NAMES for number in range(len(families()[name].library()))]
M = Float64()


def case(name, number):
    """A family, its stacked instance, and three points (1, 3, p)."""
    instance = families()[name].library()[number]
    points = np.random.default_rng(number).integers(-40, 40, (1, 3, instance.dimension)) / 16
    return families()[name], stacked([instance], M), torch.tensor(points), instance


def single(function, p):
    """A function of batched points as one of a single point."""
    return lambda x: function(p, x[None, None], M)[0, 0]


@pytest.mark.parametrize(("name", "number"), CASES)
def test_derivatives_are_those_of_torch(name, number):
    family, p, x, _ = case(name, number)
    loss = family.network.loss
    for k in range(x.shape[1]):
        outputs, at, here = single(loss.outputs, p), x[0, k], (slice(None), slice(k, k + 1))
        jacobian = jacobian_of(outputs, at)
        hessian = hessian_of(single(family.value, p), at)
        left_over = hessian - jacobian.T @ jacobian
        close = {"rtol": 1e-9, "atol": 1e-9}
        torch.testing.assert_close(loss.jacobian(p, x[here], M)[0, 0], jacobian, **close)
        torch.testing.assert_close(loss.kernel(p, x[here], M)[0, 0], jacobian @ jacobian.T, **close)
        torch.testing.assert_close(family.gradient(p, x[here], M)[0, 0], jacobian_of(single(family.value, p), at), **close)
        torch.testing.assert_close(loss.hessian(p, x[here], M)[0, 0], hessian, **close)
        torch.testing.assert_close(loss.hessian_norm(p, x[here], M)[0, 0], torch.linalg.matrix_norm(hessian, 2), **close)
        torch.testing.assert_close(loss.gauss_newton_error(p, x[here], M)[0, 0], torch.linalg.matrix_norm(left_over, 2), **close)


@pytest.mark.parametrize(("name", "number"), CASES)
def test_the_value_is_half_the_squared_residuals_and_jacobians_are_compared_entry_by_entry(name, number):
    family, p, x, _ = case(name, number)
    loss = family.network.loss
    r = loss.outputs(p, x, M) - loss.targets(p, M)[:, None]
    torch.testing.assert_close(family.value(p, x, M), (r**2).sum(-1) / 2)
    apart = loss.jacobian(p, x, M) - loss.jacobian(p, x.flip(1), M)
    torch.testing.assert_close(loss.jacobian_dist_sq(p, x, x.flip(1), M), (apart**2).sum((-1, -2)), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(("name", "number"), CASES)
def test_rationals_and_balls_agree_with_floats(name, number):
    family, p, x, instance = case(name, number)
    entries = [Fraction(e) for e in x.flatten().tolist()]
    for what in ("outputs", "kernel", "hessian", "gauss_newton_error"):
        found = []
        for m in (Exact(bits=256), Exact(bits=256, balls=True)):
            with m.scope():
                found.append(getattr(family.network, what)(stacked([instance], m), m.array(entries, tuple(x.shape)), m))
        assert all(arb(a).overlaps(arb(b)) for a, b in zip(found[0].flat, found[1].flat, strict=True)), what
        near = getattr(family.network, what)(p, x, M).numpy()
        np.testing.assert_allclose(Exact().floats(found[0]).reshape(near.shape), near, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("name", ["two_layer_loss", "two_layer_loss_both"])
def test_a_teacher_fits_and_attains_the_infimum(name):
    taught = [one for one in families()[name].library() if one.parameters["teacher"]]
    assert taught
    for instance in taught:
        m = Exact(bits=512)
        with m.scope():
            point = m.array([e.low for e in instance.minimisers[0]], (1, 1, instance.dimension))
            assert arb(families()[name].value(stacked([instance], m), point, m)[0, 0]).contains(0)
        assert instance.infimum.low == instance.infimum.high == 0


@pytest.mark.parametrize("sign", [1, -1])
def test_targets_on_the_other_side_of_zero_are_fitted_best_by_zero(sign):
    """Log cosh neurons of one sign: no random weights come below half the squared targets, and weights of both signs or other neurons may."""
    log_cosh, tanh, one, two = Fraction(3), Fraction(0), Fraction(1), Fraction(2)
    weights, targets, inputs = (sign * one, sign * two), (-sign * one, Fraction(0)), ((one, two), (-two, one))
    instance = two_layer_loss.build(log_cosh, inputs, weights, targets=targets)
    assert instance.infimum.low == instance.infimum.high == Fraction(1, 2)
    assert all(e.low == e.high == 0 for e in instance.minimisers[0])
    points = torch.tensor(np.random.default_rng(0).normal(size=(1, 500, 4)))
    assert (two_layer_loss.LOSS.value(stacked([instance], M), points, M) >= 0.5).all()
    assert two_layer_loss.LOSS.value(stacked([instance], M), points * 0, M)[0, 0] == 0.5
    for activation, others, aims in ((log_cosh, (one, -one), targets), (tanh, weights, targets), (log_cosh, weights, (one, -one))):
        assert two_layer_loss.build(activation, inputs, others, targets=aims).infimum is None


def test_neurons_in_pairs_cancel_at_any_width():
    for width in (64, 256):
        instance, start = two_layer_loss.doubled(width, np.random.default_rng(0))
        x = torch.tensor([float(e) for e in start], dtype=torch.float64)[None, None]
        outputs = two_layer_loss.LOSS.outputs(stacked([instance], M), x, M)
        assert float(outputs.abs().max()) < 1e-13
        assert len({start[2 * r : 2 * r + 2] for r in range(width)}) == width // 2
        value = two_layer_loss.LOSS.value(stacked([instance], M), x, M)
        assert float(value) == pytest.approx(sum(float(y) ** 2 for y in LADDER_TARGETS) / 2)


def test_the_blocks_of_a_wide_network_have_the_norm_of_the_whole_matrix():
    instance, start = two_layer_loss.ladder(64, np.random.default_rng(1))
    p, x = stacked([instance], M), torch.tensor([float(e) for e in start], dtype=torch.float64)[None, None]
    loss = two_layer_loss.LOSS
    whole = largest_size(M.eigenvalues(loss.model.bending(p, x, loss.residuals(p, x, M), M)), M)
    torch.testing.assert_close(loss.gauss_newton_error(p, x, M), whole, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize(
    "wrong",
    [
        {"targets": ()},
        {"targets": (Fraction(1),), "teacher": (Fraction(1),)},
        {"targets": (Fraction(1), Fraction(1))},
        {"targets": (), "teacher": (Fraction(1), Fraction(1))},
        {"weights": (Fraction(0),)},
    ],
)
def test_what_makes_no_loss_is_refused(wrong):
    made = {"activation": Fraction(0), "inputs": ((Fraction(1),),), "weights": (Fraction(1),), "targets": (Fraction(1),)}
    with pytest.raises(ValueError, match="needs"):
        two_layer_loss.build(**{**made, **wrong})
    with pytest.raises(ValueError, match="factors"):
        families()["product"].build(Fraction(1), (Fraction(1),))
