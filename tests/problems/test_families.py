"""Every family that there is: its three arithmetics agree, and every certified constant is attacked on points.

`SEEN` measures the best constant that points allow: no L may be below the largest curvature seen, no mu above the smallest ratio.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
import pytest
import torch
from flint import arb
from hypothesis import HealthCheck, Phase, given, settings
from scipy.optimize import minimize

from problems.activations import ACTIVATIONS
from problems.discovery import families
from problems.exact.arithmetic import Exact
from problems.float64 import Float64
from problems.instance import Enclosure, Fact, Family, Instance, exactly, layout, stacked

NAMES = sorted(families())
OF_NETWORKS = ("width", "depth", "bottleneck", "inputs", "activation_slope", "activation_bend", "input_norms", "output_weights", "output_bend")
AT_LEAST = ("smooth", "smooth_sum", "lipschitz", "lipschitz_inf", "variance", "gradient_bound", "gradient_bound_inf", *OF_NETWORKS)
EVERY = pytest.mark.parametrize("name", NAMES)


@cache
def instances(name: str) -> list[Instance]:
    """The family's library and ten drawn instances, the same ones every time."""
    family, drawn = families()[name], []

    @settings(max_examples=10, database=None, derandomize=True, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(family.strategy())
    def draw(instance: Instance) -> None:
        drawn.append(instance)

    draw()
    return [*family.library(), *drawn]


@cache
def points(dimension: int) -> np.ndarray:
    """Points (M, d) at every distance from 0, far out along every axis, and a fine grid on the line."""
    rng = np.random.default_rng(dimension)
    away = [size * rng.standard_normal((60, dimension)) for size in (0.01, 0.3, 1, 3, 10)]
    far = [1e3 * rng.standard_normal((40, dimension)), 1e3 * np.eye(dimension), -1e3 * np.eye(dimension)]
    grid = [np.linspace(-12, 12, 4003)[:, None]] if dimension == 1 else []
    return np.concatenate([*away, *far, *grid])


def middle(point: tuple[Enclosure, ...]) -> np.ndarray:
    return np.array([float(entry.low + entry.high) / 2 for entry in point])


def around(instance: Instance) -> np.ndarray:
    """The points above, also seen from each minimiser, along each direction, and the starts."""
    found = [points(instance.dimension), np.array(instance.starts, dtype=float)]
    for minimiser in instance.minimisers[:1]:
        found.append(middle(minimiser) + points(instance.dimension))
        found += [middle(minimiser) + np.outer(np.linspace(-2, 2, 40), np.array(v, dtype=float)) for v in instance.directions]
    return np.concatenate(found)


def floats(instance: Instance, what: str, x: np.ndarray, *more: Any) -> np.ndarray:
    """A family's function in floats at points (M, d)."""
    m = Float64()
    with m.scope():
        return getattr(families()[instance.family], what)(stacked([instance], m), torch.as_tensor(x)[None], *more, m)[0].numpy()


def hessians(instance: Instance, x: np.ndarray) -> np.ndarray:
    """The gradient's Jacobian (M, d, d) by automatic differentiation."""
    at = torch.tensor(x[None], requires_grad=True)
    m = Float64()
    slope = families()[instance.family].gradient(stacked([instance], m), at, m)
    return np.stack([torch.autograd.grad(slope[..., i].sum(), at, retain_graph=True)[0][0].numpy() for i in range(x.shape[1])], axis=-2)


def gap(instance: Instance, x: np.ndarray) -> np.ndarray:
    assert instance.infimum is not None
    return floats(instance, "value", x) - float(instance.infimum.low)


def ratio(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """The least quotient where the divisor is large enough not to be rounding."""
    return np.min(above[below > 1e-6] / below[below > 1e-6])


def component_gradients(instance: Instance, x: np.ndarray) -> np.ndarray:
    """Every component's gradient : (n, M, d)."""
    parts = families()[instance.family].components
    assert parts is not None
    return np.stack([floats(instance, "component_gradient", x, np.full((1, len(x)), i)) for i in range(parts(instance))])


def component_curvatures(instance: Instance) -> np.ndarray:
    """The eigenvalues of every component's Hessian (n, M, d), by automatic differentiation: around, and along the gradient of each component."""
    lines = [
        np.outer(np.linspace(-12, 12, 601), slope[0] / (np.linalg.norm(slope[0]) or 1)) for slope in component_gradients(instance, at_zero(instance))
    ]
    at, m, found = torch.tensor(np.concatenate([around(instance)[::10], *lines])[None], requires_grad=True), Float64(), []
    for which in range(len(lines)):
        chosen = np.full((1, at.shape[1]), which)
        slope = families()[instance.family].component_gradient(stacked([instance], m), at, chosen, m)  # type: ignore[misc]
        rows = [torch.autograd.grad(slope[..., i].sum(), at, retain_graph=True)[0][0].numpy() for i in range(at.shape[-1])]
        found.append(np.linalg.eigvalsh(np.stack(rows, axis=-2)))
    return np.stack(found)


def at_zero(instance: Instance) -> np.ndarray:
    return np.zeros((1, instance.dimension))


def quotient(instance: Instance) -> float:
    """The largest |grad f(u) - grad f(v)|/|u - v| seen, between neighbours and between distant points."""
    x, worst = around(instance), 0.0
    for shift in (0.01 * np.random.default_rng(0).standard_normal(x.shape), np.roll(x, 1, axis=0) - x):
        change = floats(instance, "gradient", x + shift) - floats(instance, "gradient", x)
        length = np.linalg.norm(shift, axis=1)
        kept = length > 1e-3
        worst = max(worst, np.max((np.linalg.norm(change, axis=1) - 1e-12 * np.linalg.norm(x, axis=1))[kept] / length[kept]))
    return worst


def curvature(instance: Instance) -> np.ndarray:
    return np.linalg.eigvalsh(hessians(instance, around(instance)))


LINKS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "least_squares": lambda r: r * r / 2, "logistic": lambda r: np.logaddexp(0, -r), "geman_mcclure": lambda r: r * r / (1 + r * r),
}  # fmt: skip


def least_component(instance: Instance) -> float:
    """The least value of a component that is written out by hand, if its mean is f and its differences agree with the components' gradients."""
    rows, targets = (np.array(instance.arrays[name], dtype=float) for name in ("rows", "targets"))
    ridge = float(instance.arrays.get("ridge", 0))  # type: ignore[arg-type]

    def values(x: np.ndarray) -> np.ndarray:
        return LINKS[instance.family](x @ rows.T - targets) + ridge / 2 * np.sum(x * x, axis=1)[:, None]

    x, step = around(instance)[::7], 1e-4 * np.random.default_rng(0).standard_normal(instance.dimension)
    slope, size = component_gradients(instance, x) @ step, 1e-9 * (1 + np.max(np.abs(values(x))))
    agree = np.allclose(values(x).mean(axis=1), floats(instance, "value", x), rtol=1e-9)
    agree &= np.allclose((values(x + step) - values(x - step)) / 2, slope.T, rtol=1e-5, atol=size)
    return float(np.min(values(x))) if agree else -np.inf


def variance(instance: Instance) -> float:
    parts = component_gradients(instance, around(instance))
    return float(np.max(np.mean(np.sum((parts - parts.mean(axis=0)) ** 2, axis=-1), axis=0)))


def pl(instance: Instance) -> float:
    x = around(instance)
    return ratio(np.sum(floats(instance, "gradient", x) ** 2, axis=-1) / 2, gap(instance, x))


def growth(instance: Instance) -> float:
    x = around(instance)
    known = families()[instance.family].dist_sq is not None
    away = floats(instance, "dist_sq", x) if known else np.sum((x - middle(instance.minimisers[0])) ** 2, axis=-1)
    return ratio(2 * gap(instance, x), away)


BY_HAND: dict[Any, Callable[[np.ndarray], np.ndarray]] = {
    "tanh": np.tanh, "sine": np.sin, "softplus": lambda h: np.logaddexp(0, h), "log cosh": lambda h: np.logaddexp(h, -h) - np.log(2),
    "relu": lambda h: np.where(h > 0, h, 0),
}  # fmt: skip


def network_outputs(instance: Instance, x: np.ndarray) -> np.ndarray:
    """All outputs (M, n) of a network written out in NumPy, its parameters taken apart again."""
    if instance.family == "linear_loss":
        return x @ np.array(instance.arrays["rows"], dtype=float).T
    if instance.family == "product":
        return np.prod(x, axis=1, keepdims=True)
    inputs = np.array(instance.arrays["inputs"], dtype=float)
    width, d = int(instance.facts["width"].value.low), inputs.shape[1]  # type: ignore[union-attr]
    s = next(BY_HAND[name] for name in instance.arrays if name in BY_HAND)
    both = any(known.startswith("both_layers") for known in instance.facts)
    a = x[:, width * d :] if both else np.array(instance.arrays["weights"], dtype=float)[None]
    scheme = int(instance.parameters.get("parametrisation", 1))  # type: ignore[arg-type]
    inner, outer = [(1, 1), (1, 1 / np.sqrt(width)), (np.sqrt(width), 1 / np.sqrt(width))][scheme]
    neurons = s(inner * np.einsum("Mrd,nd->Mrn", x[:, : width * d].reshape(len(x), width, d), inputs))
    return outer * np.sum(a[..., None] * neurons, axis=1)


def deep_widths(instance: Instance) -> list[int]:
    """The widths of the hidden layers of a deep network."""
    m, narrow = int(instance.parameters["width"]), int(instance.parameters.get("bottleneck", 0))  # type: ignore[arg-type]
    return [m, narrow, m] if narrow else [m] * (int(instance.parameters["depth"]) - 1)  # type: ignore[arg-type]


def deep_output(instance: Instance, x: np.ndarray) -> np.ndarray:
    """phi of the first output (M,) of a deep network written out in NumPy."""
    s = next(BY_HAND[name] for name in instance.arrays if name in BY_HAND)
    z = np.array(instance.parameters["inputs"][0], dtype=float)  # type: ignore[index]
    widths = deep_widths(instance)
    scheme, after = (int(instance.parameters.get(name, least)) for name, least in (("parametrisation", 1), ("after", 0)))  # type: ignore[arg-type]
    y, at, below = np.tile(z, (len(x), 1)), 0, 1
    for layer, width in enumerate([*widths, 1]):
        c, end = [1, below**-0.5, (width / below) ** 0.5][scheme], at + width * y.shape[1]
        h = c * np.einsum("Mrd,Md->Mr", x[:, at:end].reshape(len(x), width, -1), y)
        y, at, below = (h if layer == len(widths) else s(h)), end, width
    return [lambda v: v, lambda v: v * v / 2, np.tanh, np.sin, BY_HAND["softplus"]][after](y[:, 0])  # type: ignore[no-any-return, operator]


def deep_error(instance: Instance) -> float:
    """Minus the largest distance of f from that by hand."""
    x = around(instance)[:200]
    output = deep_output(instance, x)
    return -float(np.max(np.abs(output - floats(instance, "value", x)) / (1 + np.abs(output))))


def network_error(instance: Instance) -> float:
    """Minus the largest distance of f from the first output by hand."""
    x = around(instance)[:200]
    output = network_outputs(instance, x)[:, 0]
    return -float(np.max(np.abs(output - floats(instance, "value", x)) / (1 + np.abs(output))))


def loss_error(instance: Instance) -> float:
    """Minus the largest distance of f from half the squared residuals of the outputs by hand."""
    x = around(instance)[:200]
    taught = instance.parameters.get("teacher")
    aims = network_outputs(instance, np.array([taught], dtype=float))[0] if taught else np.array(instance.parameters["targets"], dtype=float)
    loss = np.sum((network_outputs(instance, x) - aims) ** 2, axis=1) / 2
    return -float(np.max(np.abs(loss - floats(instance, "value", x)) / (1 + loss)))


def output_bend(instance: Instance) -> float:
    """The largest norm of a Hessian of an output, by automatic differentiation."""
    network, m = families()[instance.family].network, Float64()
    assert network is not None
    x = torch.tensor(np.concatenate([np.array(instance.starts, dtype=float), around(instance)[:60], alike(instance)]))[None]
    p, outputs = stacked([instance], m), network.outputs
    each = [m.hessians(lambda q, at, k=k: outputs(q, at, m)[..., k], p, x) for k in range(int(outputs(p, x, m).shape[2]))]
    return max(float(np.abs(np.linalg.eigvalsh(one[0].numpy())).max()) for one in each)


def alike(instance: Instance) -> np.ndarray:
    """Where all neurons of a network make the same of one of its inputs, from a fine grid of numbers; nothing for other models."""
    if "activation_bend" not in instance.facts:
        return np.zeros((0, instance.dimension))
    inputs = np.array([z for z in instance.arrays["inputs"] if any(z)], dtype=float)  # type: ignore[union-attr]
    width = instance.dimension // inputs.shape[1]
    return np.concatenate([np.outer(np.linspace(-2, 2, 161), np.tile(z / (z @ z), width)) for z in inputs])


def steepest(instance: Instance, order: str) -> float:
    """The largest derivative of the activation that a fine grid shows."""
    h = torch.linspace(-40, 40, 80001, dtype=torch.float64)
    return max(float(getattr(s, order)(h, Float64()).abs().max()) for name, s in ACTIVATIONS.items() if name in instance.arrays)


def of_outputs(instance: Instance) -> int:
    """How many outputs there are."""
    return int(network_outputs(instance, np.zeros((1, instance.dimension))).shape[1])


SEEN: dict[str, Callable[[Instance], float]] = {
    "first_layer": network_error,
    "both_layers": network_error,
    "relu_first_layer": network_error,
    "first_layer_loss": loss_error,
    "both_layers_loss": loss_error,
    **{f"{one}_{kind}": deep_error for one in ("standard", "ntk", "mup") for kind in ("deep_linear", "deep_nonlinear", "bottleneck_linear")},
    "depth": lambda instance: len(deep_widths(instance)) + 1,
    "bottleneck": lambda instance: min(deep_widths(instance)),
    **{f"both_layers_loss_{scheme}": loss_error for scheme in ("standard", "ntk", "mup")},
    "squared_loss": loss_error,
    "product_loss": loss_error,
    "output_bend": output_bend,
    "width": lambda instance: len(instance.arrays.get("weights", ())) or float(instance.parameters["width"]),  # type: ignore[arg-type]
    "inputs": lambda instance: len(instance.parameters["inputs"]) if "depth" in instance.facts else of_outputs(instance),
    "activation_slope": lambda instance: steepest(instance, "slope"),
    "activation_bend": lambda instance: steepest(instance, "bend"),
    "input_norms": lambda instance: np.max(np.linalg.norm(np.array(instance.parameters["inputs"], dtype=float), axis=1)),
    "output_weights": lambda instance: np.max(np.abs(np.array(instance.parameters["weights"], dtype=float))),
    "smooth": lambda instance: max(np.max(np.abs(curvature(instance))), quotient(instance)),
    "smooth_sum": lambda instance: np.max(np.abs(component_curvatures(instance))),
    "convex_sum": lambda instance: np.min(component_curvatures(instance)),
    "nonnegative_sum": least_component,
    "lipschitz": lambda instance: np.max(np.linalg.norm(floats(instance, "gradient", around(instance)), axis=-1)),
    "lipschitz_inf": lambda instance: np.max(np.abs(floats(instance, "gradient", around(instance)))),
    "gradient_bound": lambda instance: np.max(np.linalg.norm(component_gradients(instance, around(instance)), axis=-1)),
    "gradient_bound_inf": lambda instance: np.max(np.abs(component_gradients(instance, around(instance)))),
    "variance": variance,
    "convex": lambda instance: np.min(curvature(instance)),
    "strongly_convex": lambda instance: np.min(curvature(instance)),
    "pl": pl,
    "quadratic_growth": growth,
    "quadratic": lambda instance: -np.ptp(hessians(instance, around(instance)), axis=0).max(),
    "interpolation": lambda instance: -np.abs(component_gradients(instance, np.array([middle(x) for x in instance.minimisers]))).max(),
}


@cache
def seen(name: str, position: int, known: str) -> float:
    """What points show of a fact of one of the family's instances."""
    return SEEN[known](instances(name)[position])


def contradicted(name: str, fact: Fact, found: float) -> bool:
    """Whether what was seen rules out the fact's safe end (0 for a fact without a constant)."""
    if name in AT_LEAST:
        assert fact.value is not None
        return found > float(fact.value.high) * (1 + 1e-9) + 1e-9
    least = 0.0 if fact.value is None else float(fact.value.low)
    return found < least * (1 - 1e-7) - 1e-9


@EVERY
def test_no_point_contradicts_a_certified_fact(name: str) -> None:
    for position, instance in enumerate(instances(name)):
        for known, fact in instance.facts.items():
            assert known in SEEN, f"{name} claims `{known}`, which nothing here attacks: say in SEEN how to measure it."
            assert not contradicted(known, fact, seen(name, position, known)), (instance.formula, known, fact)


@EVERY
def test_constants_of_the_library_are_attained(name: str) -> None:
    for position, instance in enumerate(families()[name].library()):
        for known, fact in instance.facts.items():
            if fact.value is not None:
                found = seen(name, position, known)
                close = found >= 0.95 * float(fact.value.low) if known in AT_LEAST else found <= 1.05 * float(fact.value.high)
                assert close, (instance.formula, known, fact, found)


@EVERY
def test_wrong_constants_are_contradicted(name: str) -> None:
    instance = families()[name].library()[0]
    for known, fact in instance.facts.items():
        if fact.value is not None and fact.value.low > 0:
            wrong = fact.value.low * Fraction(9, 10) if known in AT_LEAST else fact.value.high * Fraction(11, 10)
            assert contradicted(known, Fact("wrong on purpose", exactly(wrong)), seen(name, 0, known)), (instance.formula, known)


@pytest.mark.parametrize("name", ["zigzag", "sine_valley", "geman_mcclure", "rational_wells", "waves", "curved_valley", "spiral_valley"])
def test_nonconvex_families_are_seen_not_to_be_convex(name: str) -> None:
    assert contradicted("convex", Fact("wrong on purpose"), seen(name, 0, "convex"))


@EVERY
def test_gradients_are_those_of_the_values(name: str) -> None:
    family, m = families()[name], Float64()
    for instance in instances(name):
        x = torch.tensor(np.random.default_rng(1).standard_normal((1, 50, instance.dimension)) * 4, requires_grad=True)
        p = stacked([instance], m)
        (expected,) = torch.autograd.grad(family.value(p, x, m).sum(), x)
        torch.testing.assert_close(family.gradient(p, x, m).detach(), expected, rtol=1e-9, atol=1e-9)


def rational_points(instance: Instance, m: Exact) -> tuple[Any, np.ndarray]:
    """Four rational points off every kink, exact and in floats."""
    whole = np.random.default_rng(2).integers(-300, 300, (4, instance.dimension))
    entries = [Fraction(int(k if k % 97 else 1), 97) for k in whole.flat]
    return m.array(entries, (1, 4, instance.dimension)), np.array(entries, dtype=float).reshape(4, instance.dimension)


def functions(family: Family) -> list[str]:
    return ["value", "gradient", *(["component_gradient"] if family.component_gradient else [])]


@EVERY
def test_rationals_balls_and_floats_agree(name: str) -> None:
    family = families()[name]
    for instance in instances(name):
        for what in functions(family):
            more = (np.zeros((1, 4), dtype=np.int64),) if what == "component_gradient" else ()
            found = []
            for m in (Exact(), Exact(balls=True)):
                with m.scope():
                    x, near = rational_points(instance, m)
                    found.append(getattr(family, what)(stacked([instance], m), x, *more, m)[0])
            assert all(arb(a).overlaps(arb(b)) for a, b in zip(found[0].flat, found[1].flat, strict=True)), (instance.formula, what)
            np.testing.assert_allclose(floats(instance, what, near, *more), Exact().floats(found[0]), rtol=1e-10, atol=1e-10)


@EVERY
def test_minimisers_are_stationary_and_attain_the_infimum(name: str) -> None:
    family, m = families()[name], Exact()
    for instance in instances(name):
        for minimiser in instance.minimisers:
            with m.scope():
                x = m.array([(entry.low, entry.high) for entry in minimiser], (1, 1, instance.dimension))
                p = stacked([instance], m)
                assert all(arb(slope).contains(0) for slope in family.gradient(p, x, m).flat), instance.formula
                assert instance.infimum is not None
                least = m.number((instance.infimum.low, instance.infimum.high))
                assert arb(family.value(p, x, m)[0, 0]).overlaps(arb(least)), instance.formula
                assert family.dist_sq is None or arb(family.dist_sq(p, x, m)[0, 0]).contains(0)


@EVERY
def test_distances_are_those_to_the_hull_of_the_minimisers(name: str) -> None:
    for instance in instances(name):
        if families()[name].dist_sq is not None and instance.minimisers:
            known = np.array([middle(point) for point in instance.minimisers])
            mirrored = floats(instance, "value", 2 * known - known[0])
            if not np.allclose(mirrored, floats(instance, "value", known[:1]), atol=1e-9):  # isolated minimisers: their hull is larger
                continue
            away, flat = around(instance) - known[0], (known[1:] - known[0]).T
            rest = away - away @ (flat @ np.linalg.pinv(flat)) if flat.size else away
            np.testing.assert_allclose(floats(instance, "dist_sq", around(instance)), np.sum(rest**2, axis=-1), rtol=1e-8, atol=1e-8)


@EVERY
def test_no_descent_ends_below_the_infimum_and_one_reaches_it(name: str) -> None:
    for instance in instances(name):
        if instance.infimum is not None:
            ends = [descended(instance, np.array(start, dtype=float)) for start in instance.starts]
            assert min(ends) >= float(instance.infimum.low) - 1e-9, instance.formula
            assert min(ends) <= float(instance.infimum.high) + 1e-5, instance.formula


def descended(instance: Instance, start: np.ndarray) -> float:
    """The value at which a descent by BFGS ends."""
    found = minimize(
        lambda x: floats(instance, "value", x[None])[0],
        start,
        jac=lambda x: floats(instance, "gradient", x[None])[0],
        method="BFGS",
        options={"gtol": 1e-9},
    )
    return float(found.fun)


@EVERY
def test_component_gradients_average_to_the_gradient(name: str) -> None:
    if families()[name].components is None:
        assert families()[name].component_gradient is None
        return
    for instance in instances(name):
        x = points(instance.dimension)[:200]
        np.testing.assert_allclose(component_gradients(instance, x).mean(axis=0), floats(instance, "gradient", x), rtol=1e-9, atol=1e-9)


@EVERY
def test_a_family_says_that_it_is_quadratic_where_it_and_its_components_are(name: str) -> None:
    """Gradients whose differences do not change along a line, exactly."""
    family, m = families()[name], Exact()
    if not family.quadratic:
        assert any(_bends(instance) for instance in instances(name))
        return
    for instance in instances(name):
        points = [Fraction(n * n + 3 * k, 7) for k in range(4) for n in range(instance.dimension)]
        x = m.array(points, (1, 4, instance.dimension))
        arrays = stacked([instance], m)
        parts = range(family.components(instance)) if family.components else []
        found = [family.gradient(arrays, x, m)[0]]
        if family.component_gradient is not None:
            found += [family.component_gradient(arrays, x, np.full((1, 4), part), m)[0] for part in parts]
        assert all((np.diff(slope, 2, axis=0) == 0).all() for slope in found)
        values = family.value(arrays, x, m)[0]
        assert np.diff(values, 3)[0] == 0


def _bends(instance: Instance) -> bool:
    """Whether the gradient's differences change somewhere along lines through many points."""
    x = around(instance)[:, None] + np.linspace(-2, 2, 5)[None, :, None] * np.ones(instance.dimension)
    slopes = floats(instance, "gradient", x.reshape(-1, instance.dimension)).reshape(x.shape)
    return bool(np.max(np.abs(np.diff(slopes, 2, axis=1)) / (1 + np.abs(slopes[:, :-2]))) > 1e-6)


@EVERY
def test_parameters_alone_rebuild_the_instance(name: str) -> None:
    for instance in instances(name):
        assert families()[name].build(**instance.parameters) == instance
        assert instance.family == name
        assert len(set(instance.starts)) == len(instance.starts) >= 3
        assert all(len(point) == instance.dimension for point in (*instance.starts, *instance.minimisers, *instance.directions))


@EVERY
def test_a_batch_is_its_instances(name: str) -> None:
    family, m = families()[name], Float64()
    groups: dict[Any, list[Instance]] = {}
    for instance in instances(name):
        groups.setdefault(layout(instance), []).append(instance)
    batch = max(groups.values(), key=len)
    assert len(batch) > 1
    x = points(batch[0].dimension)[:20]
    together = family.gradient(stacked(batch, m), torch.as_tensor(np.stack([x] * len(batch))), m)
    np.testing.assert_allclose(together.numpy(), np.stack([floats(instance, "gradient", x) for instance in batch]), rtol=1e-12, atol=1e-12)
