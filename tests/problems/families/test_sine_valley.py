from fractions import Fraction

import pytest
from flint import arb

from problems.exact.arithmetic import Exact
from problems.families import sine_valley
from problems.families.sine_valley import BEST, is_pl_constant, pl_excess

TIGHTEST = Fraction(2201709176, 10**9)


def test_the_stated_constant_is_certified_again() -> None:
    assert is_pl_constant(BEST.low)
    assert is_pl_constant(Fraction(1, 32))


def test_one_rational_point_refutes_the_upper_end() -> None:
    with Exact().scope():
        assert pl_excess(TIGHTEST, TIGHTEST, BEST.high) < 0
        assert pl_excess(TIGHTEST, TIGHTEST, BEST.low) > 0
    assert BEST.high - BEST.low <= Fraction(1, 10**10)


@pytest.mark.parametrize("mu", [BEST.high, Fraction(18, 100), Fraction(3, 8), Fraction(1, 2), Fraction(-1)])
def test_constants_that_are_too_large_or_out_of_range_are_not_certified(mu: Fraction) -> None:
    assert not is_pl_constant(mu)


def test_running_out_of_pieces_certifies_nothing() -> None:
    assert not is_pl_constant(BEST.low, pieces=3)


def test_an_interval_holds_the_excess_at_its_points() -> None:
    with Exact().scope():
        wide = pl_excess(Fraction(3, 2), Fraction(5, 2), BEST.low)
        assert all(wide.contains(pl_excess(Fraction(k, 10), Fraction(k, 10), BEST.low)) for k in range(15, 26))


def test_quadratic_growth_is_an_equality_at_pi() -> None:
    """f(pi) = pi^2, so no modulus above 2 holds."""
    with Exact().scope():
        x = arb.pi()
        assert (x * x + 3 * x.sin() ** 2).overlaps(x * x)
    assert sine_valley.build(Fraction(3)).facts["quadratic_growth"].value.high == 6
