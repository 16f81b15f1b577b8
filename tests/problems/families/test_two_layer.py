from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
import torch
from flint import fmpq
from scipy.optimize import minimize

from problems.activations import TANH
from problems.exact.arithmetic import Exact
from problems.families import two_layer
from problems.float64 import Float64
from problems.instance import Instance, exactly, stacked

ONE, ZERO, HALF = Fraction(1), Fraction(0), Fraction(1, 2)
M = Float64()


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Threads would wait for each other at every operation on so few numbers."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def wide(n: int = 4, d: int = 3, width: int = 5, largest: int = 1, seed: int = 0) -> Instance:
    """A network on seeded inputs of quarters, with targets up to `largest`."""
    random = np.random.default_rng(seed)
    rows = tuple(tuple(Fraction(int(e), 4) for e in row) for row in random.integers(-6, 7, (n, d)))
    targets = tuple(Fraction(int(e), 4) for e in random.integers(-4 * largest, 4 * largest + 1, n))
    return two_layer.build(rows, tuple(Fraction(int(v)) for v in random.choice((-1, 1), width)), targets=targets)


def in_torch(instance: Instance, x: torch.Tensor) -> torch.Tensor:
    """f as torch.nn writes it, at one point."""
    rows, signs, targets = (torch.tensor(np.array(instance.arrays[name], dtype=float)) for name in ("rows", "signs", "targets"))
    weights = x.reshape(rows.shape[1], len(signs))
    outputs = torch.nn.functional.linear(torch.tanh(torch.nn.functional.linear(rows, weights.T)), signs[None] / len(signs) ** 0.5)[:, 0]
    return torch.nn.functional.mse_loss(outputs, targets) / 2


def test_it_is_the_network_that_torch_writes() -> None:
    instance, points = wide(), torch.tensor(np.random.default_rng(1).standard_normal((6, 15)))
    p = stacked([instance], M)
    expected = torch.stack([in_torch(instance, x) for x in points])
    torch.testing.assert_close(two_layer.value(p, points[None], M)[0], expected, rtol=1e-13, atol=1e-14)
    slopes = torch.func.vmap(torch.func.grad(lambda x: in_torch(instance, x)))(points)
    torch.testing.assert_close(two_layer.gradient(p, points[None], M)[0], slopes, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("instance", [wide(seed=s, largest=y, width=m) for s, y, m in ((0, 1, 3), (1, 4, 2), (2, 9, 1), (3, 0, 2))])
def test_no_search_finds_a_curvature_a_slope_or_a_variance_above_the_certified_ones(instance: Instance) -> None:
    """Ascent on each quantity itself, by BFGS from several points."""
    p, start = stacked([instance], M), np.random.default_rng(4).standard_normal((3, instance.dimension))
    n, dimension = len(instance.arrays["rows"]), instance.dimension

    def parts(x: torch.Tensor) -> torch.Tensor:
        each = x[None, None].expand(1, n, dimension)
        return two_layer.component_gradient(p, each, np.arange(n)[None], M)[0]

    def bend(x: torch.Tensor) -> torch.Tensor:
        hessian = torch.func.jacrev(lambda z: two_layer.gradient(p, z[None, None], M)[0, 0])(x)
        return torch.linalg.eigvalsh(hessian).abs().max()

    quantities = {
        "smooth": bend,
        "lipschitz": lambda x: torch.linalg.vector_norm(parts(x).mean(0)),
        "variance": lambda x: ((parts(x) - parts(x).mean(0)) ** 2).sum() / n,
        "gradient_bound": lambda x: torch.linalg.vector_norm(parts(x), dim=-1).max(),
        "gradient_bound_inf": lambda x: parts(x).abs().max(),
    }
    for name, quantity in quantities.items():
        most = max(ascended(quantity, x) for x in (*start, 0.1 * start[0]))
        fact = instance.facts[name].value
        assert 0.999 * float(fact.low) <= max(most, float(quantity(torch.zeros(dimension, dtype=torch.float64))) + 1e-12), name
        assert most <= float(fact.high) * (1 + 1e-9), name


def ascended(quantity, start: np.ndarray) -> float:
    def lowered(x: np.ndarray) -> tuple[float, np.ndarray]:
        at = torch.tensor(x, requires_grad=True)
        value = -quantity(at)
        (slope,) = torch.autograd.grad(value, at)
        return value.item(), slope.numpy()

    return -float(minimize(lowered, start, jac=True, method="L-BFGS-B", options={"maxiter": 30}).fun)


def test_the_target_belongs_to_the_curvature_bound() -> None:
    """One neuron far from a large target bends f by nearly beta |y|, more than the bound without a target allows."""
    instance = two_layer.build(((ONE,),), (ONE,), targets=(Fraction(20),))
    x = torch.linspace(-2, 2, 401, dtype=torch.float64, requires_grad=True)
    slope = two_layer.gradient(stacked([instance], M), x[None, :, None], M)
    bend = torch.autograd.grad(slope.sum(), x)[0].abs().max().item()
    assert float(two_layer.STEEP_OR_BENT) < bend <= float(instance.facts["smooth"].value.high)
    assert bend > 0.85 * float(instance.facts["smooth"].value.high)


def test_steep_or_bent_bounds_its_polynomial_and_is_nearly_attained() -> None:
    """(1 - q^2)^2 + beta q on every piece of [0, 1]: the first part falls, the second one grows."""
    beta, pieces = TANH.most_bent.high, [Fraction(k, 4000) for k in range(4001)]
    assert all((1 - low**2) ** 2 + beta * high <= two_layer.STEEP_OR_BENT for low, high in pairwise(pieces))
    assert any((1 - q**2) ** 2 + TANH.most_bent.low * q > two_layer.STEEP_OR_BENT - Fraction(1, 1000) for q in pieces)


def test_a_teacher_and_its_mirror_images_have_value_zero_and_no_noise() -> None:
    """Swapping neurons of one sign gives other minimisers: the fact about interpolation speaks of them too."""
    instance = two_layer.build(((ONE, HALF), (ZERO, -ONE), (ONE, ONE)), (ONE, ONE), teacher=((ONE, -HALF), (Fraction(2), ONE)))
    assert instance.infimum == exactly(0)
    assert instance.minimisers == (tuple(map(exactly, (ONE, -HALF, Fraction(2), ONE))),)
    p, points = stacked([instance], M), torch.tensor([[1, -0.5, 2, 1], [-0.5, 1, 1, 2]], dtype=torch.float64)
    assert two_layer.value(p, points[None], M).abs().max() < 1e-30
    for component in range(3):
        assert two_layer.component_gradient(p, points[None], np.full((1, 2), component), M).abs().max() < 1e-15
    assert two_layer.value(p, points[None, :, [1, 0, 2, 3]], M).min() > 1e-3


def test_targets_certify_neither_an_infimum_nor_interpolation() -> None:
    instance = wide()
    assert instance.infimum is None
    assert instance.minimisers == ()
    assert "interpolation" not in instance.facts


def test_one_component_has_no_variance() -> None:
    assert two_layer.build(((ONE,),), (ONE,), targets=(HALF,)).facts["variance"].value == exactly(0)
    assert two_layer.build(((ONE,), (ONE,)), (ONE,), targets=(HALF, -HALF)).facts["variance"].value.low > Fraction(6, 25)


def test_at_zero_everything_is_rational() -> None:
    """f(0) is the mean of y^2/2, and the gradient -y z v^T/sqrt(m): four neurons have a rational root."""
    instance, m = two_layer.build(((Fraction(3),),), (ONE, ONE, -ONE, ONE), targets=(HALF,)), Exact()
    p, x = stacked([instance], m), m.zeros((1, 1, 4))
    assert two_layer.value(p, x, m)[0, 0] == fmpq(1, 8)
    assert list(two_layer.gradient(p, x, m)[0, 0]) == [fmpq(-3, 4) * sign for sign in (1, 1, -1, 1)]


def test_a_batch_gradient_is_the_mean_of_its_components() -> None:
    """Two instances at once, each with picks of its own, repeated ones among them."""
    instances = [wide(seed=0), wide(seed=1)]
    p, x = stacked(instances, M), torch.tensor(np.random.default_rng(2).standard_normal((2, 7, 15)))
    which = np.random.default_rng(3).integers(0, 4, (2, 7, 3))
    parts = [two_layer.component_gradient(p, x, which[..., k], M) for k in range(3)]
    together = two_layer.batch_gradient(p, x, which, M)
    torch.testing.assert_close(together, sum(parts) / 3, rtol=1e-12, atol=1e-15)
    alone = two_layer.batch_gradient(stacked(instances[1:], M), x[1:], which[1:], M)
    torch.testing.assert_close(together[1:], alone, rtol=1e-12, atol=1e-15)
    everything = np.tile(np.arange(4), (2, 7, 1))
    torch.testing.assert_close(two_layer.batch_gradient(p, x, everything, M), two_layer.gradient(p, x, M), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("what", ["value", "gradient"])
def test_many_points_are_computed_block_by_block(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    p, x = stacked([wide(), wide(seed=1)], M), torch.tensor(np.random.default_rng(5).standard_normal((2, 23, 15)))
    whole = getattr(two_layer, what)(p, x, M)
    monkeypatch.setattr(two_layer, "CACHED", 200)
    torch.testing.assert_close(getattr(two_layer, what)(p, x, M), whole, rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize(
    ("rows", "signs", "teacher", "targets"),
    [
        (((ONE,),), (HALF,), (), (ONE,)),
        (((ONE,),), (), (), (ONE,)),
        (((ZERO,),), (ONE,), (), (ONE,)),
        (((ONE,),), (ONE,), (), ()),
        (((ONE,),), (ONE,), ((ONE,),), (ONE,)),
        (((ONE,),), (ONE,), ((ONE, ONE),), ()),
        (((ONE,),), (ONE,), (), (ONE, ONE)),
    ],
)
def test_what_is_no_network_with_one_kind_of_targets_is_refused(rows, signs, teacher, targets) -> None:
    with pytest.raises(ValueError, match="two-layer network needs"):
        two_layer.build(rows, signs, teacher, targets)


@pytest.mark.parametrize("instance", [*two_layer.library(), wide()], ids=lambda instance: instance.formula)
def test_certified_constants_are_readable(instance: Instance) -> None:
    ends = [end for fact in instance.facts.values() if fact.value for end in (fact.value.low, fact.value.high)]
    assert all(end.denominator < 10**4 for end in ends)
