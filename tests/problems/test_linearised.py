"""Training beside the linearisation: against torch's own derivatives, products along a direction, and its optimizer."""

import numpy as np
import pytest
import torch
from torch.func import jvp

from problems.digits import two_digits
from problems.families import two_layer_both, two_layer_output
from problems.linearised import trained
from problems.network_facts import number_of, random_signs
from problems.two_layer_networks import BOTH_LAYERS, FIRST_LAYER

pytestmark = [
    pytest.mark.slow,  # what torch loads for forward differentiation takes seconds
    pytest.mark.filterwarnings("ignore:.*torch.jit.script:DeprecationWarning"),  # torch's own
]

WIDTH, RATE, SEEN = 12, 0.3, (0, 1, 2, 7, 30)


def networks(both):
    data, stream = two_digits(5, 4), np.random.default_rng(3)
    signs = random_signs(WIDTH, stream)
    u = stream.standard_normal(WIDTH * 16)
    inputs, targets = torch.tensor(np.array(data.inputs, dtype=float)), np.array(data.labels, dtype=float)
    if both:
        one, start = two_layer_both.build(number_of("tanh"), data.inputs, WIDTH + 0 * signs[0]), np.concatenate([u, np.array(signs, dtype=float)])
    else:
        one, start = two_layer_output.build(number_of("tanh"), data.inputs, signs), u
    fixed = torch.tensor(np.array(signs, dtype=float))

    def outputs(w):
        output_weights = w[WIDTH * 16 :] if both else fixed
        return torch.tanh(inputs @ w[: WIDTH * 16].reshape(WIDTH, 16).T) @ output_weights / WIDTH**0.5

    return one, start, outputs, targets


@pytest.mark.parametrize("both", [False, True])
def test_a_run_is_that_of_torch_and_its_linearisation_that_of_forward_differentiation(both):
    one, start, outputs, targets = networks(both)
    found = trained(BOTH_LAYERS if both else FIRST_LAYER, one, start, targets, RATE, SEEN)
    begun, y = torch.tensor(start), torch.tensor(targets)
    w = begun.clone().requires_grad_(True)
    optimizer, path = torch.optim.SGD([w], lr=RATE), 0.0
    for step in range(SEEN[-1] + 1):
        if step in SEEN:
            place = SEEN.index(step)
            value, along = jvp(outputs, (begun,), (w.detach() - begun,))
            np.testing.assert_allclose(found.outputs[place], outputs(w).detach(), atol=1e-12)
            np.testing.assert_allclose(found.tangent[place], value + along, atol=1e-12)
            assert found.distance[place] == pytest.approx(float((w.detach() - begun).norm()), abs=1e-12)
            assert found.path[place] == pytest.approx(path, abs=1e-12)
        before = w.detach().clone()
        optimizer.zero_grad()
        (((outputs(w) - y) ** 2).sum() / 2).backward()
        optimizer.step()
        path += float((w.detach() - before).norm())
    assert found.at == SEEN
    np.testing.assert_allclose(found.last, before, atol=1e-12)


@pytest.mark.parametrize("both", [False, True])
def test_the_linearisation_trained_itself_follows_gradient_descent_on_its_own_loss(both):
    one, start, outputs, targets = networks(both)
    found = trained(BOTH_LAYERS if both else FIRST_LAYER, one, start, targets, RATE, SEEN)
    begun, y = torch.tensor(start), torch.tensor(targets)

    def linear(v):
        value, along = jvp(outputs, (begun,), (v,))
        return value + along

    v = torch.zeros_like(begun)
    for step in range(SEEN[-1] + 1):
        if step in SEEN:
            np.testing.assert_allclose(found.linear[SEEN.index(step)], linear(v).detach(), atol=1e-10)
        v = v.detach().requires_grad_(True)
        (slope,) = torch.autograd.grad(((linear(v) - y) ** 2).sum() / 2, v)
        v = v.detach() - RATE * slope
