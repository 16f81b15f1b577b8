"""Wide networks: what would be false if the figure were wrong."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
import torch
from numpy.random import Generator, Philox

from paper_figures.deep_curvature import DEPTHS, norm
from paper_figures.figures.transition_to_linearity import CLAIMS, TRAINED, _moved, slope
from problems.families import two_layer_output

OF_F = {"hessian": ("norm",), "kernel": ("near", "gradient"), "linearisation": ("near", "gradient")}


@pytest.fixture
def found(quick):
    return quick("transition-to-linearity")


def test_the_norm_is_the_one_claimed(found):
    norm, claimed = found.where(panel="hessian", curve="norm"), found.where(panel="hessian", curve="equality")
    for column in ("least", "middle", "most"):
        np.testing.assert_allclose(norm.floats(column), claimed.floats(column), rtol=1e-10)


@pytest.mark.parametrize("panel", CLAIMS)
def test_nothing_lies_above_its_bound_and_bounds_fall_like_the_root(found, panel):
    bound = found.where(panel=panel, curve="bound")
    assert slope(bound) == pytest.approx(-0.5, abs=1e-9)
    for curve in OF_F[panel]:
        one = found.where(panel=panel, curve=curve)
        assert (one.floats("most") <= bound.floats("least")).all()
        assert (one.floats("least") > 0).all()
        assert (one.floats("least") <= one.floats("middle")).all()
        assert (one.floats("middle") <= one.floats("most")).all()


@pytest.mark.parametrize(
    ("panel", "curve", "low", "high"),
    [
        ("hessian", "norm", -0.505, -0.495),
        ("kernel", "near", -0.53, -0.47),
        ("linearisation", "near", -0.53, -0.47),
        ("kernel", "gradient", -1.3, -0.7),
        ("linearisation", "gradient", -1.3, -0.7),
        ("hessian", "bent", -0.05, 0.05),
        ("kernel", "bent", -0.15, 0.15),
        ("linearisation", "bent", -0.1, 0.1),
    ],
)
def test_slopes(found, panel, curve, low, high):
    assert low <= slope(found.where(panel=panel, curve=curve)) <= high


@pytest.mark.parametrize(("panel", "least"), [("kernel", 0.3), ("linearisation", 0.75)])
def test_a_move_comes_near_the_bound_at_every_width(found, panel, least):
    near, bound = found.where(panel=panel, curve="near"), found.where(panel=panel, curve="bound")
    assert (near.floats("least") >= least * bound.floats("most")).all()


@pytest.mark.parametrize("panel", CLAIMS)
def test_with_a_nonlinear_output_nothing_goes_away(found, panel):
    bent, bound = found.where(panel=panel, curve="bent"), found.where(panel=panel, curve="bound")
    assert bent.floats("least")[-1] > 5 * bound.floats("most")[-1]
    assert bent.floats("middle")[-1] > 0.8 * bent.floats("middle")[0]


@pytest.mark.parametrize("panel", TRAINED)
def test_training_on_digits_moves_less_than_claimed_for_the_distance(found, panel):
    bound, trained = (found.where(panel=panel, curve=name) for name in ("bound", "trained"))
    assert (trained.floats("most") < bound.floats("least")).all()
    assert slope(trained) < -0.4
    assert found.where(panel="kernel on digits", curve="trained").cells("width") == [64, 256, 1024]


def test_deeper_networks_straighten_too_and_a_bottleneck_does_not(found):
    for depth in DEPTHS:
        one = found.where(panel="depth", curve=f"{depth} layers")
        assert -0.6 < slope(one) < -0.35
    bound, three = (found.where(panel="depth", curve=name) for name in ("bound of 3", "3 layers"))
    assert (three.floats("most") < bound.floats("least")).all()
    bottleneck = found.where(panel="depth", curve="bottleneck")
    assert abs(slope(bottleneck)) < 0.3
    assert bottleneck.floats("middle")[-1] > 3 * found.where(panel="depth", curve="4 layers").floats("most")[-1]


@pytest.mark.parametrize("hidden", [(6,), (5, 5), (4, 1, 4)])
def test_the_norm_of_a_deep_hessian_is_that_of_torch(hidden):
    """Every layer is divided by the root of its inputs but the first, whose inputs have norm 1."""
    stream, sizes = Generator(Philox(key=[5, 1])), (2, *hidden, 1)
    weights = [stream.standard_normal(b * a) for a, b in pairwise(sizes[:-1])] + [stream.choice((-1.0, 1.0), hidden[-1])]

    def output(u):
        y, at = torch.tensor([1.0, 0.0], dtype=torch.float64), 0
        for layer, (a, b) in enumerate(pairwise(sizes)):
            h = u[at : at + a * b].reshape(b, a) @ y / (a**0.5 if layer else 1.0)
            y, at = torch.tanh(h) if b > 1 or layer < len(hidden) else h, at + a * b
        return y[0]

    hessian = torch.autograd.functional.hessian(output, torch.tensor(np.concatenate(weights)))
    assert norm(hidden, Generator(Philox(key=[5, 1]))) == pytest.approx(np.abs(np.linalg.eigvalsh(hessian)).max(), rel=1e-5)


@pytest.mark.parametrize("move", ["gradient", "kernel", "linearisation"])
def test_the_two_points_lie_at_distance_one(move):
    instance, point = two_layer_output.ladder(64, Generator(Philox(key=[3, 64])))
    away = [b - a for a, b in zip(point, _moved(instance, point, move), strict=True)]
    assert float(sum(e * e for e in away)) == pytest.approx(1.0, abs=1e-9)
    moved = {number // 2 for number, e in enumerate(away) if e}
    assert len(moved) == (1 if move == "linearisation" else 64)
    if move != "gradient":
        first, second = instance.parameters["inputs"][0]
        assert all(a * second == b * first for a, b in zip(away[::2], away[1::2], strict=True))
    assert isinstance(away[0], Fraction)
