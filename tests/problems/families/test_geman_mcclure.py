from fractions import Fraction

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


def test_inconsistent_systems_have_no_certified_infimum() -> None:
    instance = geman_mcclure.build(((ONE,), (ONE,)), (ONE, -ONE))
    assert instance.infimum is None
    assert "interpolation" not in instance.facts
    assert geman_mcclure.build(((ONE,), (ONE,)), (ONE, ONE)).infimum == exactly(0)


def test_the_smoothness_of_an_inconsistent_system_is_enclosed() -> None:
    """f = (phi(x - 1) + phi(x + 1))/2: at x = 1 one link bends by 2, the other by at least -1/2."""
    smooth = geman_mcclure.build(((ONE,), (ONE,)), (ONE, -ONE)).facts["smooth"].value
    assert (smooth.low, smooth.high) == (Fraction(3, 4), Fraction(2))
