"""Networks with multipliers against automatic differentiation, and the laws of their starts."""

from fractions import Fraction

import numpy as np
import pytest
import torch

from problems.families import two_layer_scaled
from problems.float64 import Float64
from problems.instance import stacked
from problems.network_facts import LADDER_INPUTS
from problems.parametrisations import PARAMETRISATIONS
from problems.scaled_networks import SCALED

M = Float64()
EVERY = pytest.mark.parametrize("number", range(len(PARAMETRISATIONS)), ids=[one.name for one in PARAMETRISATIONS])


@EVERY
def test_derivatives_of_the_outputs_are_those_of_automatic_differentiation(number):
    made = two_layer_scaled.build(Fraction(0), LADDER_INPUTS, Fraction(3), Fraction(number), (Fraction(1), Fraction(-1)))
    p, x = stacked([made], M), torch.tensor(np.random.default_rng(number).standard_normal((1, 2, made.dimension)))
    c = torch.tensor([[[0.5, -2.0]]]).double()
    outputs = [lambda q, at, k=k: SCALED.outputs(q, at, M)[..., k] for k in range(2)]
    at = x.clone().requires_grad_()
    rows = torch.stack([torch.autograd.grad(one(p, at).sum(), at)[0] for one in outputs], dim=2)
    bent = sum(c[..., k, None, None] * M.hessians(one, p, x) for k, one in enumerate(outputs))
    for found, wanted in [
        (SCALED.jacobian(p, x, M), rows),
        (SCALED.gradient(p, x, M), rows[:, :, 0]),
        (SCALED.kernel(p, x, M), rows @ rows.mT),
        (SCALED.pullback(p, x, c.expand(1, 2, 2), M), torch.einsum("imk,imkp->imp", c.expand(1, 2, 2), rows)),
        (SCALED.bending(p, x, c.expand(1, 2, 2), M), bent),
        (SCALED.bending_norm(p, x, c.expand(1, 2, 2), M), torch.linalg.eigvalsh(bent).abs().amax(-1)),
        (SCALED.hessian_norm(p, x, M), torch.linalg.eigvalsh(M.hessians(outputs[0], p, x)).abs().amax(-1)),
        (SCALED.jacobian_dist_sq(p, x[:, :1], x[:, 1:], M), ((rows[:, :1] - rows[:, 1:]) ** 2).sum((2, 3))),
    ]:
        assert torch.allclose(found, wanted, rtol=1e-12, atol=1e-13)


@EVERY
def test_starts_have_the_variances_of_the_parametrisation(number):
    width, wanted = 1024, [(1, 1 / 1024), (1, 1), (1 / 1024, 1 / 1024)][number]
    draw = two_layer_scaled.family.ladders["width", "independent"][number]
    instance, point = draw(width, np.random.default_rng(0))
    u = np.array(point, dtype=float)
    seen = u[: 2 * width].var(), u[2 * width :].var()
    assert seen == pytest.approx(wanted, rel=0.15)
    assert f"both_layers_loss_{PARAMETRISATIONS[number].name}" in instance.facts
    assert draw(width, np.random.default_rng(0))[1] == point


@pytest.mark.parametrize("wrong", [{"width": Fraction(0)}, {"parametrisation": Fraction(3)}, {"targets": ()}])
def test_what_makes_no_network_is_refused(wrong):
    made = {"activation": Fraction(0), "inputs": LADDER_INPUTS[:1], "width": Fraction(2), "parametrisation": Fraction(0), "targets": (Fraction(1),)}
    with pytest.raises(ValueError, match="no network"):
        two_layer_scaled.build(**{**made, **wrong})
