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
    assert instance.minimisers == ()


def test_distances_to_unknown_minimisers_are_refused_not_guessed() -> None:
    m = Exact()
    p = stacked([log_cosh.build(((ONE,), (ONE,)), (ONE, -ONE))], m)
    with pytest.raises(KeyError):
        log_cosh.family.dist_sq(p, m.array([ONE], (1, 1, 1)), m)


def test_the_lipschitz_constant_is_the_longest_signed_sum_of_the_rows() -> None:
    rows = ((ONE, ZERO), (ZERO, ONE), (ONE, ONE))
    lipschitz = log_cosh.build(rows, (ZERO,) * 3).facts["lipschitz"].value
    assert float(lipschitz.low) == pytest.approx(np.sqrt(8), rel=1e-14)
    assert lipschitz.low**2 <= 8 <= lipschitz.high**2
