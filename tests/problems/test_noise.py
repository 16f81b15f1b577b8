"""Random gradients: their moments are what the noise certifies, exactly, and a draw is the draw that was asked for."""

from fractions import Fraction

import numpy as np
import pytest
from flint import arb

from problems.discovery import families
from problems.exact.arithmetic import Exact, fraction
from problems.float64 import Float64
from problems.instance import stacked
from problems.noise import Noise, noise_facts, root_above, root_below, stacked_atoms, stochastic_gradient, two_point

HALF = Fraction(1, 2)
PLANE = families()["quadratic"].build((Fraction(3), HALF), (Fraction(1), Fraction(2)), (Fraction(1), Fraction(0)))
SUM = families()["least_squares"].library()[5]


def draws(instance, noise, point):
    """Every equally likely gradient at one point, as fractions (support, d)."""
    m, family = Exact(), families()[instance.family]
    support = noise.support(family, instance)
    x = m.array(list(point) * support, (1, support, instance.dimension))
    data = stacked_atoms([noise], m) if noise.kind == "additive" else None
    found = stochastic_gradient(family, stacked([instance], m), (noise.kind, data), x, np.arange(support)[None, :, None], m)
    return [[fraction(e) for e in row] for row in found[0]]


def gradient(instance, point):
    m = Exact()
    return [fraction(e) for e in families()[instance.family].gradient(stacked([instance], m), m.array(point, (1, 1, instance.dimension)), m)[0, 0]]


def moments(instance, noise, point):
    """The mean of the draws, and the mean squared distance from it."""
    rows = draws(instance, noise, point)
    mean = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    return mean, sum((a - b) ** 2 for row in rows for a, b in zip(row, mean, strict=True)) / len(rows)


@pytest.mark.parametrize(
    ("instance", "noise"),
    [
        (PLANE, two_point(2, Fraction(3))),
        (PLANE, two_point(2, Fraction(2), PLANE.directions[0])),
        (PLANE, Noise("additive", ((HALF, HALF), (HALF, -HALF), (-Fraction(1), Fraction(0))))),
        (SUM, Noise("finite_sum")),
    ],
)
def test_draws_are_unbiased_exactly(instance, noise):
    for point in ((Fraction(1, 3), Fraction(-2)), (Fraction(0), Fraction(7, 5))):
        assert moments(instance, noise, point)[0] == gradient(instance, point)


@pytest.mark.parametrize("scale", [Fraction(1), Fraction(2, 3)])
def test_two_point_noise_has_exactly_its_variance(scale):
    noise = two_point(2, scale, PLANE.directions[1])
    assert moments(PLANE, noise, (Fraction(5), Fraction(1)))[1] == scale**2
    assert noise_facts(noise, PLANE)["variance"].value.low == noise_facts(noise, PLANE)["variance"].value.high == scale


def test_an_irrational_deviation_is_enclosed():
    noise = Noise("additive", ((Fraction(1), Fraction(0)), (Fraction(1), Fraction(0)), (Fraction(-2), Fraction(0))))
    value = noise_facts(noise, PLANE)["variance"].value
    assert value.low < value.high < value.low * (1 + Fraction(1, 2**20))
    assert value.high.denominator < 10**6
    assert value.low**2 < 2 < value.high**2


def test_gaussian_noise_certifies_its_scale_and_has_no_support():
    noise = Noise("gaussian", scale=Fraction(3, 2))
    assert noise.support(families()["quadratic"], PLANE) is None
    assert noise_facts(noise, PLANE)["variance"].value.high == Fraction(3, 2)
    assert "9/4" in noise.describe()


def test_a_finite_sum_certifies_the_root_of_its_variance_and_nothing_else_of_it():
    equal_rows = families()["least_squares"].library()[6]
    variance = equal_rows.facts["variance"].value
    value = noise_facts(Noise("finite_sum"), equal_rows)["variance"].value
    assert value.low**2 <= variance.low <= variance.high <= value.high**2
    assert moments(equal_rows, Noise("finite_sum"), (HALF, Fraction(3)))[1] == variance.high
    assert "interpolation" not in noise_facts(Noise("finite_sum"), equal_rows)
    assert "interpolation" in noise_facts(Noise("finite_sum"), families()["least_squares"].library()[2])
    assert Noise("finite_sum").support(families()["quadratic"], PLANE) is None


@pytest.mark.parametrize("value", [Fraction(4, 9), Fraction(2), Fraction(1, 3), Fraction(0), Fraction(10**30 + 1), Fraction(1, 10**12)])
def test_roots_enclose(value):
    low, high = root_below(value), root_above(value)
    assert low**2 <= value <= high**2
    assert 0 <= low <= high <= low + Fraction(1, 2**79)
    assert (low == high) == (low**2 == value)


def test_a_batch_draws_from_each_case_its_own_atoms():
    m, family = Float64(), families()["quadratic"]
    instances = [family.build((Fraction(1),), (Fraction(0),), (Fraction(c),)) for c in (0, 5)]
    atoms = stacked_atoms([two_point(1, Fraction(1)), two_point(1, Fraction(10))], m)
    x = m.zeros((2, 3, 1))
    found = stochastic_gradient(family, stacked(instances, m), ("additive", atoms), x, np.array([[0, 1, 0], [0, 1, 1]])[..., None], m)
    assert found[..., 0].tolist() == [[1, -1, 1], [5, -15, -15]]


@pytest.mark.parametrize(("kind", "name"), [("additive", "quadratic"), ("finite_sum", "least_squares")])
def test_draws_shared_by_a_batch_are_those_of_each_case(kind, name):
    m, family, instance = Float64(), families()[name], SUM if name == "least_squares" else PLANE
    atoms = stacked_atoms([two_point(instance.dimension, Fraction(c)) for c in (1, 10)], m) if kind == "additive" else None
    x, draw = m.array(range(2 * 3 * instance.dimension), (2, 3, instance.dimension)), np.array([[[0, 1], [1, 1], [0, 0]]])
    apart = stochastic_gradient(family, stacked([instance] * 2, m), (kind, atoms), x, np.repeat(draw, 2, axis=0), m)
    assert (stochastic_gradient(family, stacked([instance] * 2, m), (kind, atoms), x, draw, m) == apart).all()


def test_gaussian_draws_are_added_as_they_are():
    m, family = Float64(), families()["quadratic"]
    x, draw = m.zeros((1, 2, 2)), m.array([1, 2, 3, 4], (1, 2, 2))
    p = stacked([PLANE], m)
    assert (stochastic_gradient(family, p, ("gaussian", None), x, draw[:, :, None], m) - family.gradient(p, x, m) == draw).all()


@pytest.mark.parametrize("name", ["least_squares", "two_layer"])
def test_a_mini_batch_is_the_mean_of_its_draws_one_by_one(name):
    """Exactly, whether a family takes the whole batch at once or not."""
    m, family = Exact(), families()[name]
    instance = max(family.library(), key=family.components)
    assert family.components(instance) > 1
    draw = np.array([[[0, 1, 1], [1, 0, 0]]])
    with m.scope():
        p, x = stacked([instance], m), m.array([Fraction(k, 3) for k in range(2 * instance.dimension)], (1, 2, instance.dimension))
        together = stochastic_gradient(family, p, ("finite_sum", None), x, draw, m)
        alone = [stochastic_gradient(family, p, ("finite_sum", None), x, draw[:, :, k : k + 1], m) for k in range(3)]
        assert all(arb(a).overlaps(arb(b)) for a, b in zip(together.flat, (sum(alone) / 3).flat, strict=True))
        assert not all(arb(a).overlaps(arb(b)) for a, b in zip(together.flat, alone[0].flat, strict=True))


@pytest.mark.parametrize(("kind", "atoms"), [("additive", ((HALF,), (-Fraction(1),))), ("laplace", ())])
def test_noise_of_another_mean_or_kind_is_none(kind, atoms):
    with pytest.raises(ValueError, match=r"noise|mean zero"):
        Noise(kind, atoms)


def test_noise_is_described_in_numbers():
    assert two_point(1, HALF).describe() == "added to the gradient, equally likely: 1/2, -1/2"
    assert "(0, 3)" in two_point(2, Fraction(3), (Fraction(0), Fraction(1))).describe()
    assert "component" in Noise("finite_sum").describe()
    assert Noise("gaussian", scale=HALF).describe() == "added to the gradient: a normal vector of mean squared length 1/4, alike in all directions"
