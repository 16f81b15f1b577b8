from fractions import Fraction

import numpy as np
import pytest
from flint import fmpq

from problems.exact.arithmetic import Exact
from problems.families import geman_mcclure
from problems.instance import exactly, stacked

ONE, ZERO = Fraction(1), Fraction(0)


def test_everything_stays_rational() -> None:
    instance, m = geman_mcclure.library()[0], Exact()
    x = m.array([ONE, Fraction(1, 2)], (1, 2, 1))
    assert list(geman_mcclure.family.value(stacked([instance], m), x, m)[0]) == [fmpq(1, 2), fmpq(1, 5)]
    assert list(geman_mcclure.family.gradient(stacked([instance], m), x, m)[0, :, 0]) == [fmpq(1, 2), fmpq(16, 25)]


def test_one_row_attains_the_lipschitz_bound_at_one_over_root_three() -> None:
    lipschitz = geman_mcclure.library()[0].facts["lipschitz"].value
    assert lipschitz.low**2 <= Fraction(27, 64) <= lipschitz.high**2
    assert float(lipschitz.high) == pytest.approx(3 * 3**0.5 / 8, rel=1e-15)


def test_inconsistent_systems_on_the_line_are_decided() -> None:
    """phi(x - 1) and phi(x + 1) leave two minimisers; phi(x), twice, and phi(x - 3) one, near 0; in the plane nothing is certified."""
    pair = geman_mcclure.build(((ONE,), (ONE,)), (ONE, -ONE))
    lone = geman_mcclure.build(((ONE,), (ONE,), (ONE,)), (ZERO, ZERO, Fraction(3)))
    plane = geman_mcclure.build(((ONE, ZERO), (ZERO, ONE), (ONE, ONE)), (ONE, ONE, ZERO))
    x = np.linspace(-5, 5, 1_000_001)
    phi = lambda r: r * r / (1 + r * r)  # noqa: E731
    assert float(pair.infimum.low) == pytest.approx(np.min(phi(x - 1) + phi(x + 1)) / 2, abs=1e-10)
    assert float(lone.infimum.high) == pytest.approx(np.min(2 * phi(x) + phi(x - 3)) / 3, abs=1e-10)
    assert float(lone.minimisers[0][0].low) == pytest.approx(x[np.argmin(2 * phi(x) + phi(x - 3))], abs=1e-5)
    assert pair.minimisers == plane.minimisers == ()
    assert plane.infimum is None
    assert "interpolation" not in pair.facts


def test_a_consistent_system_has_infimum_zero() -> None:
    assert geman_mcclure.build(((ONE,), (ONE,)), (ONE, ONE)).infimum == exactly(0)


def test_the_smoothness_of_an_inconsistent_system_is_exact_on_the_line_and_enclosed_in_the_plane() -> None:
    """f = (phi(x - 1) + phi(x + 1))/2: at 0 the links bend by -1/2 each, at x = 1 by 2 and by phi''(2) = -22/125."""
    smooth = geman_mcclure.build(((ONE,), (ONE,)), (ONE, -ONE)).facts["smooth"].value
    x = np.linspace(0, 3, 300_001)
    bend = lambda r: (2 - 6 * r * r) / (1 + r * r) ** 3  # noqa: E731
    assert float(smooth.low) == pytest.approx(np.max(np.abs(bend(x - 1) + bend(x + 1))) / 2, rel=1e-5)
    assert smooth.high - smooth.low < Fraction(1, 10**5)
    plane = geman_mcclure.build(((ONE, ZERO), (ZERO, ONE), (ONE, ONE)), (ONE, ONE, ZERO)).facts["smooth"].value
    assert plane.low < plane.high
