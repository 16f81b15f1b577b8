from fractions import Fraction

import numpy as np
import pytest

from problems.exact.arithmetic import Exact
from problems.families import log_cosh
from problems.instance import exactly, stacked

ONE, ZERO = Fraction(1), Fraction(0)


def test_consistent_systems_have_infimum_zero_and_every_solution_minimises() -> None:
    instance = log_cosh.build(((ONE, -ONE),), (Fraction(2),))
    assert instance.infimum == exactly(0)
    assert len(instance.minimisers) == 2
    assert instance.facts["smooth"].value == exactly(2)


def test_inconsistent_systems_are_certified_by_duality() -> None:
    instance = log_cosh.build(((ONE,), (ONE,)), (ONE, -ONE))
    assert instance.infimum.high - instance.infimum.low < Fraction(1, 10**30)
    assert float(instance.infimum.low) == pytest.approx(2 * np.log(np.cosh(1)), rel=1e-14)
    ((minimiser,),) = instance.minimisers
    assert minimiser.low <= 0 <= minimiser.high < Fraction(1, 10**20)


def test_distances_to_enclosed_minimisers_are_enclosed() -> None:
    """A row for the sum of two coordinates and targets at odds: the minimisers are a line, and distances are seen across it only."""
    m = Exact()
    instance = log_cosh.build(((ONE, ONE), (Fraction(2), Fraction(2))), (ONE, -ONE))
    assert len(instance.minimisers) == 2
    with m.scope():
        away = log_cosh.family.dist_sq(stacked([instance], m), m.array([ONE, -ONE], (1, 1, 2)), m)[0, 0]
        (first, second) = (float((z.low + z.high) / 2) for z in instance.minimisers[0])
        assert float(away.mid()) == pytest.approx((first + second) ** 2 / 2, abs=1e-12)
        assert 0 < away.rad() < 1e-12


def test_the_lipschitz_constant_is_the_longest_signed_sum_of_the_rows() -> None:
    rows = ((ONE, ZERO), (ZERO, ONE), (ONE, ONE))
    lipschitz = log_cosh.build(rows, (ZERO,) * 3).facts["lipschitz"].value
    assert float(lipschitz.low) == pytest.approx(np.sqrt(8), rel=1e-14)
    assert lipschitz.low**2 <= 8 <= lipschitz.high**2


def test_targets_too_far_apart_for_any_curvature_to_be_written_down_give_no_minimiser() -> None:
    """Halfway between targets 10^15 apart f bends by less than 2^-(10^15): no certificate, and no memory filled with its digits."""
    instance = log_cosh.build(((ONE,), (Fraction(1, 2),)), (ZERO, Fraction(10**15)))
    assert instance.facts["smooth"].value.high == Fraction(5, 4)
    lonely = log_cosh.build(((ONE,), (ZERO,)), (ZERO, Fraction(10**15)))
    assert lonely.minimisers == ()
