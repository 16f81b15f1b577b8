from fractions import Fraction

import pytest
from flint import arb

from problems.certified_minimum import Convex, by_duality, by_strong_convexity, ends, newton
from problems.exact.arithmetic import Exact
from problems.families import log_cosh, logistic

ONE, ZERO = Fraction(1), Fraction(0)
LINE = {"rows": ((ONE,), (Fraction(2),)), "targets": (ONE, -ONE)}


def never(point: object) -> bool:
    del point
    return False


def test_the_ends_of_a_ball_contain_it() -> None:
    low, high = ends(arb(2).sqrt())
    assert low**2 < 2 < high**2


def test_ends_nearer_to_zero_than_can_be_written_move_outwards() -> None:
    """Written out they would fill the memory; numbers that can be written stay as they are."""
    tiny = 1 / arb(10**15).cosh()
    for low, high in (ends(tiny), tuple(-end for end in ends(-tiny))[::-1]):
        assert low == 0
        assert 0 < high < Fraction(1, 10**6000)
    assert ends(arb(0)) == (0, 0)
    assert ends(arb(2) ** -1000) == (Fraction(1, 2**1000),) * 2
    with pytest.raises(OverflowError):
        ends(arb(10**15).cosh())


def test_newton_makes_the_gradient_vanish_and_duality_closes_the_gap() -> None:
    m = Exact(balls=True)
    with m.scope():
        f = Convex(log_cosh.model, LINE, m)
        point = newton(f, (Fraction(5),), never)
        assert abs(float(f.gradient(point)[0])) < 1e-25
        found = by_duality(f, point, (-1, 1))
        assert found is not None
        assert found.low <= ends(f.value(point))[0]
        assert found.high - found.low < Fraction(1, 10**30)


def test_points_that_are_not_minimal_get_no_certificate_by_duality() -> None:
    m = Exact(balls=True)
    with m.scope():
        f = Convex(log_cosh.model, LINE, m)
        assert by_duality(f, (Fraction(1),), (-1, 1)) is None


def test_strong_convexity_holds_from_any_point() -> None:
    """A poor point gives a wide but true enclosure."""
    m = Exact(balls=True)
    arrays = {"rows": ((ONE,), (Fraction(-3),)), "targets": (ZERO, ZERO), "ridge": Fraction(1, 5)}
    with m.scope():
        f = Convex(logistic.model, arrays, m)
        best, poor = (by_strong_convexity(f, point, Fraction(1, 5)) for point in (newton(f, (ZERO,), never), (ONE,)))
    assert poor[0].low < best[0].low < best[0].high < poor[0].high
    assert poor[1][0].low < best[1][0].low < best[1][0].high < poor[1][0].high
