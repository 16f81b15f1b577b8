"""Lanczos against dense eigenvalues: on spectra that are nearly symmetric, clustered, of low rank, or zero; and what it says of itself."""

from itertools import pairwise

import numpy as np
import pytest
import torch

from problems.deep_networks import ALL_LAYERS, HIDDEN_LAYERS, LARGEST
from problems.float64 import Float64
from problems.lanczos import TOLERANCE, spectral_norm
from problems.parametrisations import NTK

RNG = np.random.default_rng(4)


def symmetric(spectrum):
    """A matrix with the spectrum given, in a random basis."""
    basis = np.linalg.qr(RNG.standard_normal((len(spectrum), len(spectrum))))[0]
    return torch.tensor(basis * np.array(spectrum) @ basis.T)


MATRICES = {
    "normal": symmetric(RNG.standard_normal(300)),
    "nearly symmetric": symmetric([*np.linspace(-1, -0.1, 150), *np.linspace(0.1, 0.9999, 150)]),
    "larger below": symmetric([*np.linspace(-1.01, 0, 20), *np.linspace(0, 1, 280)]),
    "clustered": symmetric([*(1 - 1e-7 * np.arange(20)), *np.linspace(-0.9, 0.9, 200)]),
    "one": symmetric([-3.0, *[0.0] * 299]),
    "few": symmetric([2.0, -1.0, 0.5]),
    "number": torch.full((1, 1), -2.0, dtype=torch.float64),
}


def found(matrix, **options):
    return spectral_norm(lambda v: v @ matrix, (1, len(matrix)), **options)


@pytest.mark.parametrize("name", MATRICES)
def test_the_norm_is_that_of_the_dense_matrix_within_what_is_said_of_it(name):
    matrix = MATRICES[name]
    true = float(torch.linalg.eigvalsh(matrix).abs().max())
    for tolerance in (TOLERANCE, 1e-9):
        one = found(matrix, tolerance=tolerance, most=400)
        assert one.converged.all()
        assert float(one.value) * (1 - 1e-13) <= true <= float(one.value + one.residual) * (1 + 1e-12)
        assert float(one.residual) <= tolerance * float(one.value)
    assert float(one.value) == pytest.approx(true, rel=1e-9)
    assert one.products <= len(matrix)


def test_the_matrix_zero_has_norm_zero():
    one = found(torch.zeros((40, 40), dtype=torch.float64))
    assert float(one.value) == float(one.residual) == 0
    assert one.converged.all()


def test_what_has_not_converged_says_so():
    one = found(MATRICES["normal"], tolerance=1e-9, most=5)
    assert not one.converged.any()
    assert one.products == 5
    assert float(one.residual) > 1e-9 * float(one.value)


def test_many_matrices_at_once_are_each_what_they_are_alone():
    together = torch.stack([MATRICES["normal"], MATRICES["one"], MATRICES["nearly symmetric"]])
    one = spectral_norm(lambda v: (together @ v[:, :, None])[:, :, 0], (3, 300), tolerance=1e-9)
    assert one.value.tolist() == pytest.approx(torch.linalg.eigvalsh(together).abs().amax(dim=1).tolist(), rel=1e-9)


def network(hidden, both, count=2):
    """Arrays and random points of a tanh network whose output is squared and halved."""
    m, d = Float64(), 2
    c = [float(square) for square in NTK.multipliers_sq(hidden)]
    p = {"inputs": m.array(RNG.standard_normal(d), (1, 1, d)), "multipliers_sq": torch.tensor([c], dtype=torch.float64)}
    p |= {name: m.zeros((1,)) for name in ("tanh", "then half square", "widths " + " ".join(map(str, hidden)))}
    if not both:
        p["weights"] = m.array(RNG.standard_normal(hidden[-1]), (1, hidden[-1]))
    size = sum(below * own for below, own in pairwise((d, *hidden))) + both * hidden[-1]
    return p, m.array(RNG.standard_normal(count * size), (1, count, size))


@pytest.mark.parametrize("both", [True, False])
@pytest.mark.parametrize("hidden", [(150,), (16, 16), (20, 9, 16)])
def test_networks_of_many_parameters_have_the_norm_of_their_dense_hessian(hidden, both):
    p, x = network(hidden, both)
    assert x.shape[2] > LARGEST
    one, m = ALL_LAYERS if both else HIDDEN_LAYERS, Float64()
    dense = torch.linalg.eigvalsh(one.hessian(p, x, m)).abs().amax(dim=2)
    lanczos = one.spectral_norm(p, x, m)
    assert lanczos.converged.all()
    assert (dense <= lanczos.value + lanczos.residual).all()
    assert (dense >= lanczos.value * (1 - 1e-12)).all()
    np.testing.assert_allclose(one.hessian_norm(p, x, m), dense, rtol=TOLERANCE)
