"""The activations of layers: derivatives against differences, and their suprema over the whole line."""

import pytest
import torch

from problems.float64 import Float64
from problems.layers import KNOWN, SIGMOID

M, LINE = Float64(), torch.linspace(-30, 30, 60_001, dtype=torch.float64)


@pytest.mark.parametrize("s", KNOWN, ids=lambda s: s.name)
def test_derivatives_and_their_bounds(s):
    at = LINE.clone().requires_grad_(True)
    slope = torch.autograd.grad(s.value(at, M).sum(), at)[0]
    assert torch.allclose(s.slope(LINE, M), slope, atol=1e-12)
    assert slope.abs().max() <= float(s.steepest.high) + 1e-12
    assert s.bend(LINE, M).abs().max() <= float(s.most_bent.high) + 1e-12
    differences = (s.slope(LINE + 1e-5, M) - s.slope(LINE - 1e-5, M)) / 2e-5
    assert torch.allclose(s.bend(LINE, M), differences, atol=1e-9)


def test_the_bounds_of_the_sigmoid_are_attained():
    assert SIGMOID.slope(torch.zeros(1, dtype=torch.float64), M).item() == 0.25
    assert SIGMOID.bend(LINE, M).abs().max().item() == pytest.approx(float(SIGMOID.most_bent.high), rel=1e-6)
