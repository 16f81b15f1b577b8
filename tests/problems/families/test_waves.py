from fractions import Fraction

import numpy as np
import pytest

from checkers.experiment.search.draws import drawn
from problems.families import waves
from problems.instance import OBSERVED, Instance, exactly

ZERO, ONE = Fraction(0), Fraction(1)
SOME = [*waves.library(), *drawn(waves.strategy(), 12, 3)]
EVERY = pytest.mark.parametrize("instance", SOME, ids=lambda instance: instance.formula)


def parts(instance: Instance, x: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """f, f' and f'' written out once more."""
    p = {name: np.array(value, dtype=float) for name, value in instance.parameters.items()}
    angle = p["frequencies"] * x[:, None] + p["shifts"]
    b, w, a = p["heights"], p["frequencies"], p["curvature"]
    return a * x * x / 2 + np.cos(angle) @ b, a * x - np.sin(angle) @ (b * w), a - np.cos(angle) @ (b * w * w)


@EVERY
def test_the_infimum_and_the_minimisers_are_those_of_a_grid(instance: Instance) -> None:
    x = np.linspace(-25, 25, 1_000_001)
    value = parts(instance, x)[0]
    assert float(instance.infimum.low) <= value.min() + 1e-12
    assert float(instance.infimum.high) >= value.min() - 1e-7
    near = x[value < value.min() + 1e-9]
    for (z,) in instance.minimisers:
        assert np.min(np.abs(near - float(z.low))) < 1e-4
    if instance.minimisers:
        assert all(min(abs(y - float(z.low)) for (z,) in instance.minimisers) < 1e-3 for y in near)


@EVERY
def test_the_smoothness_constant_is_tight_from_both_sides(instance: Instance) -> None:
    most = np.max(np.abs(parts(instance, np.linspace(-60, 60, 1_200_001))[2]))
    assert most <= float(instance.facts["smooth"].value.high) * (1 + 1e-12)
    assert most > 0.99999 * float(instance.facts["smooth"].value.low)
    assert most > 0.99 * float(instance.facts["smooth"].value.high)


@EVERY
def test_f_is_not_convex_and_its_pl_constant_only_observed(instance: Instance) -> None:
    assert np.min(parts(instance, np.linspace(-60, 60, 120_001))[2]) < 0
    assert set(instance.facts) <= {"smooth", "pl"}
    assert instance.facts.get("pl", instance.facts["smooth"]).scope == (OBSERVED if "pl" in instance.facts else "everywhere")


def test_only_a_single_valley_has_an_observed_constant() -> None:
    assert ["pl" in instance.facts for instance in waves.library()] == [True, True, False, False]


def test_even_functions_have_exact_or_mirrored_minimisers() -> None:
    single, _, double, _ = waves.library()
    assert single.minimisers == ((exactly(0),),)
    ((a,), (b,)) = double.minimisers
    assert a.high < 0 < b.low
    assert float(a.low + b.high) == pytest.approx(0, abs=1e-30)


def test_nothing_is_said_of_minimisers_that_cannot_be_told_apart() -> None:
    """Shifted so that the mirror is not at 0, equal valleys stay undecided; the infimum does not."""
    half = Fraction(1, 2)
    tied = waves.build(half, (Fraction(2),), (ONE,), (Fraction(22, 7),))
    assert len(tied.minimisers) <= 1
    assert tied.infimum.high - tied.infimum.low < Fraction(1, 10**30)


@pytest.mark.parametrize(
    ("curvature", "heights", "frequencies", "shifts"),
    [
        (ZERO, (ONE,), (ONE,), (ZERO,)),
        (ONE, (ONE / 2,), (ONE,), (ZERO,)),
        (ONE, (ZERO,), (ONE,), (ZERO,)),
        (ONE, (), (), ()),
        (ONE, (Fraction(2), Fraction(2)), (ONE, ONE), (ZERO, ZERO)),
        (ONE, (Fraction(2),), (-ONE,), (ZERO,)),
        (ONE, (Fraction(2),), (ONE,), ()),
    ],
)
def test_low_waves_and_what_is_no_wave_are_refused(curvature, heights, frequencies, shifts) -> None:
    with pytest.raises(ValueError, match=r"waves are too low|needs a > 0"):
        waves.build(curvature, heights, frequencies, shifts)
