from fractions import Fraction

import numpy as np
import pytest
from flint import fmpq
from scipy.optimize import minimize_scalar

from problems.exact.arithmetic import Exact
from problems.families import rational_wells
from problems.instance import Instance, exactly, stacked

ZERO, ONE = Fraction(0), Fraction(1)
EVERY = pytest.mark.parametrize("instance", rational_wells.library(), ids=lambda instance: instance.formula)


def derivatives(instance: Instance, x: np.ndarray) -> tuple[np.ndarray, ...]:
    """f, f' and f'' written out once more."""
    a = float(instance.parameters["curvature"])
    found = [a * x * x / 2, a * x, a + 0 * x]
    for b, c in zip(instance.parameters["depths"], instance.parameters["centres"], strict=True):
        u, b = x - float(c), float(b)
        for order, term in enumerate((-1 / (1 + u * u), 2 * u / (1 + u * u) ** 2, (2 - 6 * u * u) / (1 + u * u) ** 3)):
            found[order] = found[order] + b * term
    return tuple(found)


@EVERY
def test_the_infimum_is_that_of_a_grid_refined_by_scipy(instance: Instance) -> None:
    x = np.linspace(-20, 20, 200_001)
    at = x[np.argmin(derivatives(instance, x)[0])]
    refined = minimize_scalar(lambda y: derivatives(instance, np.array(y))[0], bracket=(at - 1e-3, at, at + 1e-3), options={"xtol": 1e-12})
    assert float(instance.infimum.low) == pytest.approx(refined.fun, abs=1e-12)
    assert min(abs(float(z.low) - refined.x) for (z,) in instance.minimisers) < 1e-6


@EVERY
def test_the_smoothness_constant_is_tight_from_both_sides(instance: Instance) -> None:
    x = np.linspace(-12, 12, 480_001)
    most = max(np.max(np.abs(derivatives(instance, x)[2])), float(instance.parameters["curvature"]))
    assert most <= float(instance.facts["smooth"].value.high) * (1 + 1e-12)
    assert most > 0.999999 * float(instance.facts["smooth"].value.low)


def test_everything_stays_rational() -> None:
    instance, m = rational_wells.build(ONE, (Fraction(2),), (ONE,)), Exact()
    x = m.array([ZERO, ONE], (1, 2, 1))
    assert list(rational_wells.family.value(stacked([instance], m), x, m)[0]) == [fmpq(-1), fmpq(-3, 2)]
    assert list(rational_wells.family.gradient(stacked([instance], m), x, m)[0, :, 0]) == [fmpq(-1), fmpq(1)]


def test_the_library_shows_what_it_promises() -> None:
    """A nonconvex valley under the inequality; two wells; a lower well beside a valley; a bounded well; a plateau without a stationary point."""
    valley, bump, beside, bounded, plateau = rational_wells.library()
    assert {"pl", "smooth"} <= set(valley.facts)
    assert "convex" not in valley.facts
    assert bump.minimisers == ((exactly(-1),), (exactly(1),))
    assert "pl" not in beside.facts
    assert "lipschitz" in bounded.facts
    _, slope, bend = derivatives(plateau, np.array([2.30355]))
    assert 0 < slope[0] < 0.05
    assert abs(bend[0]) < 0.05


def test_a_tie_between_wells_keeps_both_and_a_hair_of_depth_keeps_one() -> None:
    even = rational_wells.build(ONE / 4, (Fraction(3), Fraction(3)), (Fraction(-2), Fraction(2)))
    odd = rational_wells.build(ONE / 4, (Fraction(3), 3 + Fraction(1, 10**50)), (Fraction(-2), Fraction(2)))
    assert [float(z.low) > 0 for (z,) in even.minimisers] == [False, True]
    assert [float(z.low) > 0 for (z,) in odd.minimisers] == [True]


@pytest.mark.parametrize(
    ("curvature", "depths", "centres"),
    [
        (-ONE, (ONE,), (ZERO,)),
        (ONE, (), ()),
        (ONE, (ZERO,), (ZERO,)),
        (ONE, (ONE, ONE), (ZERO, ZERO)),
        (ZERO, (ONE, -ONE), (ZERO, ONE)),
        (ONE, (ONE,), ()),
    ],
)
def test_what_is_no_parabola_with_wells_is_refused(curvature: Fraction, depths: tuple[Fraction, ...], centres: tuple[Fraction, ...]) -> None:
    with pytest.raises(ValueError, match="depth"):
        rational_wells.build(curvature, depths, centres)
