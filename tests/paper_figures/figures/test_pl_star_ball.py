"""Training within a ball: what would be false if the figure were wrong."""

import numpy as np
import pytest
import torch

from paper_figures.figures.pl_star_ball import SHOWN, _case


@pytest.fixture
def found(quick):
    return quick("pl-star-ball")


@pytest.mark.parametrize("panel", ["steps", "width"])
def test_distances_are_no_longer_than_paths_and_these_than_the_radius(found, panel):
    distance, path, radius, flow, gradients = (found.where(panel=panel, curve=name) for name in ("distance", "path", "radius", "flow", "gradients"))
    for column in ("least", "middle", "most"):
        assert (distance.floats(column) <= path.floats(column)).all()
        np.testing.assert_allclose(radius.floats(column), 2 * flow.floats(column), rtol=1e-9)
    assert (path.floats("most") <= radius.floats("least")).all()
    assert (gradients.floats("least") > radius.floats("most")).all()


def test_the_loss_keeps_its_bound_and_starts_on_it(found):
    loss, rate = (found.where(panel="loss", curve=name) for name in ("loss", "rate"))
    assert loss.floats("middle")[0] == rate.floats("middle")[0] == 0.5
    assert (loss.floats("most")[1:] < rate.floats("least")[1:]).all()


def test_the_run_is_gradient_descent_on_the_loss(found):
    """torch runs the first network on its own."""
    case = _case(SHOWN, 0, 0)
    arrays = case.instance.parameters
    inputs, weights, y = (torch.tensor(np.array(arrays[name], dtype=float)) for name in ("inputs", "weights", "targets"))
    w = begun = torch.tensor(np.array(case.start, dtype=float))
    path, ways = 0.0, [0.0]
    for _ in range(case.steps):
        w = w.detach().requires_grad_(True)
        loss = ((torch.tanh(inputs @ w.reshape(SHOWN, 2).T) @ weights / SHOWN**0.5 - y) ** 2).sum() / 2
        (gradient,) = torch.autograd.grad(loss, w)
        moved = float(case.constants["eta"]) * gradient
        w, path = w.detach() - moved, path + float(moved.norm())
        ways.append(path)
    shown = found.where(panel="steps", curve="path")
    assert (shown.floats("least") <= np.array(ways) + 1e-9).all()
    assert (np.array(ways) <= shown.floats("most") + 1e-9).all()
    far = found.where(panel="steps", curve="distance")
    assert far.floats("least")[-1] - 1e-9 <= float((w - begun).norm()) <= far.floats("most")[-1] + 1e-9
