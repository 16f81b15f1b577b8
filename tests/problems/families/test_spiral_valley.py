from fractions import Fraction

import numpy as np
import pytest
import torch
from flint import fmpq

from checkers.experiment.search.draws import drawn
from problems.exact.arithmetic import Exact
from problems.families import spiral_valley
from problems.float64 import Float64
from problems.instance import Instance, stacked

ONE = Fraction(1)
EVERY = pytest.mark.parametrize("instance", [*spiral_valley.library(), *drawn(spiral_valley.strategy(), 6, 1)], ids=lambda instance: instance.formula)


def numbers(instance: Instance) -> tuple[float, float, float]:
    low, high, twist = (float(instance.parameters[name]) for name in ("low", "high", "twist"))  # type: ignore[arg-type]
    return low, high, 2 * twist / (1 - twist * twist)


def polar(instance: Instance) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """H, H' and p = q theta' on a grid of angles and q; theta' by hand."""
    low, high, turn = numbers(instance)
    psi, q = np.meshgrid(np.linspace(0, np.pi, 1501), np.concatenate([np.linspace(0, 6, 601), np.geomspace(6, 1e4, 60)]))
    p = q * 2 * turn / ((1 + q) ** 2 + turn**2 * q**2)
    return low * np.cos(psi) ** 2 + high * np.sin(psi) ** 2, (high - low) * np.sin(2 * psi), p


@EVERY
def test_the_pl_constant_is_tight_from_both_sides(instance: Instance) -> None:
    h, dh, p = polar(instance)
    least = np.min(((h + p * dh) ** 2 + dh**2 / 4) / h)
    assert float(instance.facts["pl"].value.low) <= least * (1 + 1e-9)
    assert float(instance.facts["pl"].value.high) >= least * (1 - 5e-3)


@EVERY
def test_the_twist_is_the_largest_p(instance: Instance) -> None:
    assert np.max(polar(instance)[2]) == pytest.approx(float(instance.parameters["twist"]), rel=1e-4)  # type: ignore[arg-type]


@EVERY
def test_the_smoothness_constant_bounds_differences_of_gradients(instance: Instance) -> None:
    """Hessians by central differences of the family's own gradient in floats; the bound is at most a twentieth too large."""
    m, rng = Float64(), np.random.default_rng(0)
    x = rng.normal(size=(60_000, 2)) * rng.uniform(0, 2, (60_000, 1))
    p, h = stacked([instance], m), 1e-5

    def slope(at: np.ndarray) -> np.ndarray:
        return spiral_valley.gradient(p, torch.tensor(at)[None], m)[0].numpy()

    columns = [(slope(x + h * e) - slope(x - h * e)) / (2 * h) for e in np.eye(2)]
    norms = np.abs(np.linalg.eigvalsh(np.stack(columns, axis=-1))).max()
    value = instance.facts["smooth"].value
    assert norms <= float(value.high) * (1 + 1e-6)
    assert norms >= float(value.low) * 0.99
    assert norms >= float(value.high) * 0.95


def test_steep_sides_make_f_fall_away_from_the_minimiser() -> None:
    """Decided exactly at the first start: <grad f(z), z - 0> < 0, with a certified Polyak-Lojasiewicz constant and a certified L."""
    instance, m = spiral_valley.library()[0], Exact()
    start = instance.starts[0]
    slope = spiral_valley.family.gradient(stacked([instance], m), m.array(start, (1, 1, 2)), m)[0, 0]
    assert all(isinstance(entry, fmpq) for entry in slope)
    assert sum(g * fmpq(e.numerator, e.denominator) for g, e in zip(slope, start, strict=True)) < 0
    assert {"pl", "smooth", "quadratic_growth"} == set(instance.facts)


@pytest.mark.parametrize(("low", "high", "twist"), [(0, 1, ONE / 2), (1, 1, ONE / 2), (1, 2, ONE), (1, 2, -ONE / 2)])
def test_what_is_no_spiral_is_refused(low: int, high: int, twist: Fraction) -> None:
    with pytest.raises(ValueError, match="spiral"):
        spiral_valley.build(Fraction(low), Fraction(high), twist)
