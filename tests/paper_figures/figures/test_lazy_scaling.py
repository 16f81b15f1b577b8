"""Lazy training: the slopes of both starts, and a network trained on the scaled loss itself."""

import numpy as np
import pytest
import torch

from paper_figures.figures.lazy_scaling import FEW_SEEDS, INPUTS, RATE, TARGETS, THEOREMS, WIDTH, _network, slope


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


def test_it_is_training_on_the_scaled_loss_until_a_millionth_is_left(found):
    """torch differentiates the loss as it is stated, with the rate that the scale cancels from, and the kernel from its own Jacobian."""
    scale = 4
    inputs, y = (torch.tensor(np.array(a, dtype=float)) for a in (INPUTS, TARGETS))

    def change(weights, start):
        a = torch.tensor(np.array(weights, dtype=float))

        def outputs(w):
            return torch.tanh(inputs @ w.reshape(WIDTH, 2).T) @ a / WIDTH**0.5

        def kernel(w):
            slopes = torch.autograd.functional.jacobian(outputs, w)
            return (slopes @ slopes.T).numpy()

        w = torch.tensor(np.array(start, dtype=float))
        begun, before, first = outputs(w), kernel(w), float((y**2).sum()) / (2 * scale**2)
        while True:
            w = w.detach().requires_grad_(True)
            loss = ((scale * (outputs(w) - begun) - y) ** 2).sum() / (2 * scale**2)
            if loss <= first / 10**6:
                return np.linalg.norm(kernel(w.detach()) - before) / np.linalg.norm(before)
            (gradient,) = torch.autograd.grad(loss, w)
            w = w.detach() - float(RATE) * gradient

    for start in THEOREMS:
        known = [change(*_network(start, np.random.Generator(np.random.Philox(key=[0, number])))) for number in range(FEW_SEEDS)]
        one = found.where(panel="kernel", curve=start, alpha=scale)
        assert [one.floats("least")[0], one.floats("most")[0]] == pytest.approx([min(known), max(known)], rel=1e-6)
