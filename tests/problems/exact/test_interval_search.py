from fractions import Fraction

import numpy as np
import pytest
from flint import arb
from scipy.optimize import minimize_scalar

from problems.exact.interval_search import Smooth1D, minimum


def waves(a: int, b: int, w: int, s: int) -> tuple[Smooth1D, object]:
    """x^2/a + b cos(w x + s/3) in balls and in floats."""
    at = lambda x: w * x + s * arb(1) / 3  # noqa: E731
    balls = Smooth1D(
        lambda x: x * x / a + b * at(x).cos(),
        lambda x: 2 * x / a - b * w * at(x).sin(),
        lambda x: arb(2) / a - b * w * w * at(x).cos(),
    )
    return balls, lambda x: x * x / a + b * np.cos(w * x + s / 3)


@pytest.mark.parametrize("numbers", [(3, 1, 1, 0), (2, -3, 2, 1), (8, 2, 3, -2), (16, -1, 5, 1), (4, 3, 1, 4)])
def test_the_least_value_and_the_minimiser_are_those_of_a_grid_and_of_scipy(numbers: tuple[int, int, int, int]) -> None:
    f, inexact = waves(*numbers)
    found = minimum(f, Fraction(-20), Fraction(20))
    x = np.linspace(-20, 20, 400_001)
    best = x[np.argmin(inexact(x))]
    refined = minimize_scalar(inexact, bracket=(best - 1e-3, best, best + 1e-3), options={"xtol": 1e-12})
    assert float(found.value[0]) == pytest.approx(refined.fun, abs=1e-10)
    assert found.complete
    assert found.value[1] - found.value[0] < Fraction(1, 10**30)
    assert any(abs(float(low) - abs(refined.x)) < 1e-6 or abs(float(low) - refined.x) < 1e-6 for low, _ in found.valleys)


def test_symmetric_valleys_are_both_kept() -> None:
    found = minimum(waves(2, 3, 1, 0)[0], Fraction(-9), Fraction(9))
    (a, b), (c, d) = found.valleys
    assert a < b < 0 < c < d
    assert float(a + d) == pytest.approx(0, abs=1e-30)


def test_a_minimiser_in_the_middle_is_enclosed() -> None:
    ((low, high),) = minimum(waves(2, -3, 1, 0)[0], Fraction(-9), Fraction(9)).valleys
    assert low <= 0 <= high
    assert high - low < Fraction(1, 10**40)


def test_a_degenerate_minimum_is_bounded_but_not_isolated() -> None:
    """x^4: f'' vanishes at the minimiser, so no valley is certified, and it says so."""
    found = minimum(Smooth1D(lambda x: x**4, lambda x: 4 * x**3, lambda x: 12 * x**2), Fraction(-1), Fraction(2))
    assert found.value[0] <= 0 <= found.value[1]
    assert found.value[1] - found.value[0] < Fraction(1, 10**9)
    assert not found.complete


def test_running_out_of_pieces_certifies_little_but_nothing_false() -> None:
    f, _ = waves(8, 2, 3, -2)
    rough, fine = minimum(f, Fraction(-20), Fraction(20), pieces=3), minimum(f, Fraction(-20), Fraction(20))
    assert rough.value[0] <= fine.value[0] <= fine.value[1] <= rough.value[1]
    assert not rough.complete


def test_valleys_above_the_least_value_are_dropped() -> None:
    """cos(3x) + x^2/16 has many local minima, two of them least."""
    assert len(minimum(waves(16, 1, 3, 0)[0], Fraction(-20), Fraction(20)).valleys) == 2
    assert len(minimum(waves(16, 1, 3, 1)[0], Fraction(-20), Fraction(20)).valleys) == 1
