"""Lazy training: the slopes of both starts, and a network trained on the scaled loss itself."""

import numpy as np
import pytest
import torch

from paper_figures.figures.lazy_scaling import INPUTS, RATE, STEPS, TARGETS, WIDTH, _along_scales, _network, slope


@pytest.fixture
def found(quick):
    return quick("lazy-scaling")


@pytest.mark.parametrize("panel", ["kernel", "outputs"])
@pytest.mark.parametrize(("start", "low", "high"), [("independent", -1.1, -0.9), ("in pairs", -2.02, -1.98)])
def test_slopes(found, panel, start, low, high):
    assert low <= slope(found.where(panel=panel, curve=start)) <= high


def test_every_curve_falls_and_lies_in_its_band(found):
    for panel in found.distinct("panel"):
        for start in found.distinct("curve"):
            one = found.where(panel=panel, curve=start)
            assert (np.diff(one.floats("middle")) < 0).all()
            assert (one.floats("least") <= one.floats("middle")).all()
            assert (one.floats("middle") <= one.floats("most")).all()


def test_it_is_training_on_the_scaled_loss():
    """torch differentiates the loss as it is stated, with the rate that the scale cancels from, and the kernel from its own Jacobian."""
    scale, (instance, start) = 4, _network("independent", np.random.default_rng(2))
    ((change, _),) = _along_scales(instance, start, (scale,))
    inputs, weights, y = (torch.tensor(np.array(a, dtype=float)) for a in (INPUTS, instance.parameters["weights"], TARGETS))

    def outputs(w):
        return torch.tanh(inputs @ w.reshape(WIDTH, 2).T) @ weights / WIDTH**0.5

    def kernel(w):
        slopes = torch.autograd.functional.jacobian(outputs, w)
        return (slopes @ slopes.T).numpy()

    w = torch.tensor(np.array(start, dtype=float))
    begun, before = outputs(w), kernel(w)
    for _ in range(STEPS):
        w = w.detach().requires_grad_(True)
        loss = ((scale * (outputs(w) - begun) - y) ** 2).sum() / (2 * scale**2)
        (gradient,) = torch.autograd.grad(loss, w)
        w = w.detach() - RATE * gradient
    assert change == pytest.approx(np.linalg.norm(kernel(w) - before, 2) / np.linalg.norm(before, 2), rel=1e-9)
