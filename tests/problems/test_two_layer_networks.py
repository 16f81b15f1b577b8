"""Networks against automatic differentiation of the same network written with torch alone: Hessians, kernels, distances of Jacobians."""

from fractions import Fraction

import numpy as np
import pytest
import torch
from flint import arb

from problems.exact.arithmetic import Exact
from problems.float64 import Float64
from problems.two_layer_networks import BOTH_LAYERS, FIRST_LAYER

TORCH = {
    "tanh": torch.tanh,
    "sine": torch.sin,
    "softplus": lambda h: torch.log(1 + torch.exp(h)),
    "log cosh": lambda h: torch.log(torch.cosh(h)),
}
SIZES = [(1, 1, 1), (5, 3, 2), (4, 2, 3), (7, 1, 2)]
EVERY = [(network, name, size) for network in (FIRST_LAYER, BOTH_LAYERS) for name in TORCH for size in SIZES]
every = pytest.mark.parametrize(
    ("network", "name", "size"), EVERY, ids=[f"{'both' if w.both else 'first'} {a} m={m} d={d} n={n}" for w, a, (m, d, n) in EVERY]
)


def drawn(network, name, size, points=2):
    """Exact arrays and parameters: (p, points), all rationals of small denominator."""
    width, d, n = size
    rng = np.random.default_rng([width, d, n, len(name), network.both])

    def rationals(*shape):
        return rng.integers(-24, 25, shape), 12

    p = {"inputs": rationals(n, d), name: (np.ones(()).astype(int), 1)}
    if not network.both:
        p["weights"] = rationals(width)
    return p, rationals(points, width * (d + network.both))


def arranged(m, p, x):
    """The same in an arithmetic, with an instance axis."""
    arrays = {name: m.array([Fraction(int(k), q) for k in np.ravel(a)], (1, *np.shape(a))) for name, (a, q) in p.items()}
    return arrays, m.array([Fraction(int(k), x[1]) for k in np.ravel(x[0])], (1, *x[0].shape))


def outputs(network, name, p, x):
    """F(x) : (n,) in torch, from parameters (p,)."""
    inputs = torch.tensor(p["inputs"][0] / p["inputs"][1])
    d = inputs.shape[1]
    width = len(x) // (d + 1) if network.both else p["weights"][0].shape[0]
    a = x[width * d :] if network.both else torch.tensor(p["weights"][0] / p["weights"][1])
    return TORCH[name](inputs @ x[: width * d].reshape(width, d).T) @ a / width**0.5


def floats(found):
    return found[0].numpy() if isinstance(found, torch.Tensor) else Exact().floats(found)[0]


@every
def test_values_and_gradients_are_those_of_the_network(network, name, size):
    p, x = drawn(network, name, size)
    m = Float64()
    arrays, at = arranged(m, p, x)
    for k, row in enumerate(torch.tensor(x[0] / x[1])):
        row.requires_grad_(True)
        value = outputs(network, name, p, row)[0]
        (slope,) = torch.autograd.grad(value, row)
        np.testing.assert_allclose(floats(network.value(arrays, at, m))[k], value.item(), rtol=1e-12, atol=1e-12)
        np.testing.assert_allclose(floats(network.gradient(arrays, at, m))[k], slope.numpy(), rtol=1e-11, atol=1e-12)


@every
def test_hessians_are_those_of_automatic_differentiation(network, name, size):
    p, x = drawn(network, name, size)
    m = Float64()
    arrays, at = arranged(m, p, x)
    for k, row in enumerate(torch.tensor(x[0] / x[1])):
        dense = torch.autograd.functional.hessian(lambda u: outputs(network, name, p, u)[0], row).numpy()
        np.testing.assert_allclose(floats(network.hessian(arrays, at, m))[k], dense, rtol=1e-9, atol=1e-12)
        norm = np.abs(np.linalg.eigvalsh(dense)).max()
        np.testing.assert_allclose(floats(network.hessian_norm(arrays, at, m))[k], norm, rtol=1e-10, atol=1e-14)
        np.testing.assert_allclose(floats(m.hessians(lambda q, u: network.value(q, u, m), arrays, at))[k], dense, rtol=1e-9, atol=1e-12)


@every
def test_kernels_and_distances_are_those_of_the_jacobians(network, name, size):
    p, x = drawn(network, name, size)
    m = Float64()
    arrays, at = arranged(m, p, x)
    jacobians = [torch.func.jacrev(lambda u: outputs(network, name, p, u))(row).numpy() for row in torch.tensor(x[0] / x[1])]
    kernels = floats(network.kernel(arrays, at, m))
    for found, jacobian in zip(kernels, jacobians, strict=True):
        np.testing.assert_allclose(found, jacobian @ jacobian.T, rtol=1e-10, atol=1e-12)
    apart = floats(network.jacobian_dist_sq(arrays, at[:, :1], at[:, 1:], m))
    np.testing.assert_allclose(apart, np.linalg.norm(jacobians[0] - jacobians[1]) ** 2, rtol=1e-10, atol=1e-12)


@every
def test_rationals_and_balls_agree_with_floats(network, name, size):
    p, x = drawn(network, name, size)
    near = arranged(Float64(), p, x)
    for what in ("value", "gradient", "hessian", "hessian_norm", "kernel"):
        found = []
        for m in (Exact(), Exact(balls=True)):
            with m.scope():
                found.append(getattr(network, what)(*arranged(m, p, x), m))
        assert all(arb(a).overlaps(arb(b)) for a, b in zip(found[0].flat, found[1].flat, strict=True)), what
        np.testing.assert_allclose(floats(getattr(network, what)(*near, Float64())), floats(found[0]), rtol=1e-10, atol=1e-12)


@every
def test_the_blocks_have_the_norm_of_the_whole_matrix_in_balls(network, name, size):
    p, x = drawn(network, name, size)
    m = Exact(bits=256, balls=True)
    with m.scope():
        arrays, at = arranged(m, p, x)
        whole = -m.running_least(-m.abs(m.eigenvalues(network.hessian(arrays, at, m))), 2)[:, :, -1]
        for a, b in zip(whole.flat, network.hessian_norm(arrays, at, m).flat, strict=True):
            assert arb(a).overlaps(arb(b))
            assert arb(a).rad() < 1e-60
