"""The spectral norm of the Hessian of a function of the objective, against dense matrices and against what the chain rule allows."""

import numpy as np
import pytest
import torch
from numpy.random import Generator, Philox

from checkers.experiment.along import along
from checkers.experiment.composed import hessian_norm
from checkers.experiment.trials import trial
from problems.families import two_layer_both
from theorems.catalogue import load, lookup
from theorems.language import Abs, f, grad, norm_sq, points

THEOREM = load(lookup("ttl-hessian")).theorem
OUTER = {"square": lambda y: y * y / 2, "tanh": lambda y: torch.tanh(y + 1), "itself": lambda y: y}


def _case(width, seed=0):
    instance, point = two_layer_both.ladder(width, Generator(Philox(key=[seed, width])))
    return trial(THEOREM, THEOREM.claims[0], instance, points={"u": point}), point


def _network(width, outer, z):
    """The network written out once more: first-layer weights row by row, output weights after them."""

    def value(u):
        w, a = u[: 2 * width].reshape(width, 2), u[2 * width :]
        return outer((a * torch.tanh(w @ z)).sum() / width**0.5)

    return value


@pytest.mark.parametrize("name", OUTER)
def test_it_is_that_of_the_dense_matrix(name):
    case, point = _case(16)
    z = torch.tensor([float(e) for e in case.instance.parameters["inputs"][0]], dtype=torch.float64)
    u = torch.tensor([float(e) for e in point], dtype=torch.float64)
    dense = torch.linalg.eigvalsh(torch.autograd.functional.hessian(_network(16, OUTER[name], z), u)).abs().max().item()
    found = hessian_norm(case, point, OUTER[name])
    assert found.value == pytest.approx(dense, rel=1e-10)
    assert found.residual < 1e-10


def test_a_linear_output_has_the_norm_that_the_claim_tells():
    case, point = _case(64)
    (claimed,) = along(THEOREM, THEOREM.claims[0], [case])
    assert hessian_norm(case, point, OUTER["itself"]).value == pytest.approx(claimed.large[0, 0], rel=1e-9)


@pytest.mark.parametrize("width", [64, 1024])
def test_the_square_keeps_the_size_of_the_kernel(width):
    """|norm - ||grad f||^2| <= |f| ||H||, by the chain rule and the triangle inequality."""
    u = points("u")
    case, point = _case(width)
    kernel, output, own = (along(THEOREM, e, [case])[0].small[0, 0] for e in (norm_sq(grad(u)) <= 1, Abs(f(u)) <= 1, THEOREM.claims[1]))
    found = hessian_norm(case, point, OUTER["square"])
    assert abs(found.value - kernel) <= output * own * (1 + 1e-9)
    assert found.value > 2 * own


@pytest.mark.slow
def test_lanczos_agrees_with_the_blocks_of_a_wide_network():
    """Widths whose matrix is never formed; the top of the spectrum is clustered, so that only a rough accuracy is asked for."""
    case, point = _case(4096)
    (claimed,) = along(THEOREM, THEOREM.claims[0], [case])
    found = hessian_norm(case, point, OUTER["itself"], accuracy=1e-3)
    np.testing.assert_allclose(found.value, claimed.large[0, 0], rtol=1e-3)
    assert found.value <= claimed.large[0, 0] * (1 + 1e-12)
