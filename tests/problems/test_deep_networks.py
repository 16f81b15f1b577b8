"""Deep networks against torch.func on the same network written with torch alone: Jacobians, Hessians, kernels, products; and in exact arithmetic."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
import torch
from flint import arb

from problems.deep_networks import ALL_LAYERS, HIDDEN_LAYERS, DeepNetwork
from problems.exact.arithmetic import Exact
from problems.float64 import Float64
from problems.parametrisations import MUP, NTK, PARAMETRISATIONS, STANDARD

ACTIVATIONS = {"tanh": torch.tanh, "sine": torch.sin, "softplus": torch.nn.functional.softplus, "log cosh": lambda h: torch.log(torch.cosh(h))}
OUTPUTS = {"identity": lambda y: y, "half square": lambda y: y**2 / 2, "tanh": torch.tanh, "sine": torch.sin}
HIDDEN = {"depth 2": (5,), "depth 3": (4, 3), "depth 4": (3, 2, 3), "bottleneck": (4, 1, 4)}
pytestmark = pytest.mark.filterwarnings("ignore:.*torch.jit.script:DeprecationWarning")
every = pytest.mark.parametrize(
    ("network", "hidden", "parametrisation", "after"),
    [(network, hidden, one, after) for network in (ALL_LAYERS, HIDDEN_LAYERS) for hidden in HIDDEN for one in PARAMETRISATIONS for after in OUTPUTS],
    ids=lambda value: ("trained" if value.both else "fixed") if isinstance(value, DeepNetwork) else getattr(value, "name", value),
)


def drawn(network, hidden, parametrisation, after, activation="tanh", points=2):
    """Exact arrays and parameters, all rationals of small denominator: (p, points)."""
    widths, d, n = HIDDEN[hidden], 2, 3
    rng = np.random.default_rng([*widths, network.both, len(after), len(parametrisation.name)])

    def rationals(*shape):
        return [Fraction(int(k), 12) for k in np.ravel(rng.integers(-24, 25, shape))], shape

    names = (activation, f"then {after}", "widths " + " ".join(map(str, widths)))
    p = {"inputs": rationals(n, d), "multipliers_sq": (list(parametrisation.multipliers_sq(widths)), (len(widths) + 1,))}
    p |= {name: ([Fraction(1)], ()) for name in names}
    if not network.both:
        p["weights"] = rationals(widths[-1])
    size = sum(below * own for below, own in pairwise((d, *widths))) + (widths[-1] if network.both else 0)
    return p, rationals(points, size)


def arranged(m, p, x):
    """The same in an arithmetic, with an instance axis."""
    return {name: m.array(entries, (1, *shape)) for name, (entries, shape) in p.items()}, m.array(x[0], (1, *x[1]))


def plain(p, hidden, activation="tanh"):
    """The map u -> (F_1, ..., F_n) in torch."""

    def numbers(name):
        return torch.tensor([float(k) for k in p[name][0]], dtype=torch.float64).reshape(p[name][1])

    inputs, c = numbers("inputs"), numbers("multipliers_sq").sqrt()

    def outputs(u):
        y, at = inputs.T, 0
        for layer, width in enumerate(HIDDEN[hidden]):
            end = at + width * y.shape[0]
            y, at = ACTIVATIONS[activation](c[layer] * u[at:end].reshape(width, -1) @ y), end
        return c[-1] * (numbers("weights") if "weights" in p else u[at:]) @ y

    return outputs


def close(found, expected):
    np.testing.assert_allclose(found, expected, rtol=1e-10, atol=1e-10)


@every
def test_every_derivative_is_that_of_automatic_differentiation(network, hidden, parametrisation, after):
    p, x = drawn(network, hidden, parametrisation, after)
    m = Float64()
    (arrays, at), outputs = arranged(m, p, x), plain(p, hidden)
    jacobians = torch.stack([torch.func.jacrev(outputs)(u) for u in at[0]])
    f = lambda u: OUTPUTS[after](outputs(u)[0])  # noqa: E731
    hessians = torch.stack([torch.func.hessian(f)(u) for u in at[0]])
    close(network.outputs(arrays, at, m)[0], torch.stack([outputs(u) for u in at[0]]))
    close(network.value(arrays, at, m)[0], torch.stack([f(u) for u in at[0]]))
    close(network.gradient(arrays, at, m)[0], torch.stack([torch.func.grad(f)(u) for u in at[0]]))
    close(network.jacobian(arrays, at, m)[0], jacobians)
    close(network.kernel(arrays, at, m)[0], jacobians @ jacobians.mT)
    close(network.jacobian_dist_sq(arrays, at[:, :1], at[:, 1:], m)[0], ((jacobians[0] - jacobians[1]) ** 2).sum().reshape(1))
    close(network.hessian(arrays, at, m)[0], hessians)
    close(network.hessian_norm(arrays, at, m)[0], torch.linalg.eigvalsh(hessians).abs().amax(dim=1))
    away = at.flip(1)
    close(network.curvature(arrays, at, m)(away)[0], (hessians @ away[0, ..., None])[..., 0])


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("network", [ALL_LAYERS, HIDDEN_LAYERS], ids=["trained", "fixed"])
def test_every_activation(network, activation):
    p, x = drawn(network, "depth 4", NTK, "half square", activation)
    m = Float64()
    (arrays, at), outputs = arranged(m, p, x), plain(p, "depth 4", activation)
    close(network.hessian(arrays, at, m)[0], torch.stack([torch.func.hessian(lambda u: outputs(u)[0] ** 2 / 2)(u) for u in at[0]]))


@pytest.mark.parametrize("hidden", ["depth 2", "depth 3", "bottleneck"])
@pytest.mark.parametrize("network", [ALL_LAYERS, HIDDEN_LAYERS], ids=["trained", "fixed"])
def test_rationals_and_balls_agree_with_floats(network, hidden):
    p, x = drawn(network, hidden, MUP, "half square", points=1)
    near = arranged(Float64(), p, x)
    for what in ("outputs", "gradient", "hessian_norm", "kernel"):
        found = []
        for m in (Exact(), Exact(balls=True)):
            with m.scope():
                found.append(getattr(network, what)(*arranged(m, p, x), m))
        assert all(arb(a).overlaps(arb(b)) for a, b in zip(found[0].flat, found[1].flat, strict=True)), what
        close(np.asarray(getattr(network, what)(*near, Float64())), Exact().floats(found[0]))


def test_close_points_have_a_distance_of_their_jacobians_with_all_its_digits():
    p, x = drawn(ALL_LAYERS, "depth 3", NTK, "identity", points=1)
    found = []
    for m in (Float64(), Exact()):
        with m.scope():
            arrays, at = arranged(m, p, x)
            moved = at + m.array([Fraction(1, 2**30)] * at.shape[2], (1, 1, at.shape[2]))
            found.append(float(m.floats(ALL_LAYERS.jacobian_dist_sq(arrays, at, moved, m))[0, 0]))
    assert found[0] == pytest.approx(found[1], rel=1e-6)
    assert 0 < found[1] < 1e-16


@pytest.mark.parametrize("one", PARAMETRISATIONS, ids=lambda one: one.name)
def test_initial_weights_and_steps_have_the_sizes_that_the_parametrisation_is_known_for(one):
    """What weights start as (multiplier times deviation) and how far one step moves them (multiplier squared), in powers of the width 16."""
    hidden = (16, 16)
    starts = [c * v for c, v in zip(one.multipliers_sq(hidden), one.variances(hidden), strict=True)]
    known = {STANDARD: (1, Fraction(1, 16), Fraction(1, 16)), NTK: (1, Fraction(1, 16), Fraction(1, 16)), MUP: (1, Fraction(1, 16), Fraction(1, 256))}
    steps = {STANDARD: (1, 1, 1), NTK: (1, Fraction(1, 16), Fraction(1, 16)), MUP: (16, 1, Fraction(1, 16))}
    assert tuple(starts) == known[one]
    assert one.multipliers_sq(hidden) == steps[one]


def test_kernels_of_wide_networks_form_no_jacobian():
    """200,000 parameters on 64 inputs would be a Jacobian of 100 MB; signals are a hundredth of it."""
    m, rng = Float64(), np.random.default_rng(1)
    p = {"inputs": m.array(rng.standard_normal(64 * 2), (1, 64, 2)), "multipliers_sq": m.array([1, Fraction(1, 512), Fraction(1, 512)], (1, 3))}
    p |= {"tanh": m.zeros((1,)), "then identity": m.zeros((1,)), "widths 512 512": m.zeros((1,))}
    at = m.array(rng.standard_normal(512 * 515), (1, 1, 512 * 515))
    largest = 0

    class Watched(torch.overrides.TorchFunctionMode):
        def __torch_function__(self, function, types, args=(), kwargs=None):
            nonlocal largest
            found = function(*args, **(kwargs or {}))
            if isinstance(found, torch.Tensor):
                largest = max(largest, found.numel())
            return found

    with Watched():
        kernel = DeepNetwork(both=True).kernel(p, at, m)
    assert kernel.shape == (1, 1, 64, 64)
    assert largest <= at.numel()
