from fractions import Fraction

import numpy as np
import pytest

from problems import regression
from problems.exact.arithmetic import Exact

ONE, TWO, ZERO = Fraction(1), Fraction(2), Fraction(0)
ROWS = ((ONE, TWO), (Fraction(-1, 2), ONE), (ZERO, Fraction(3)))


def slopes(ends: tuple[int, int]) -> np.ndarray:
    return np.random.default_rng(0).uniform(*ends, (5000, len(ROWS)))


@pytest.mark.parametrize("ends", [(0, 1), (-1, 1)])
def test_no_slopes_give_a_longer_sum_or_more_noise_than_the_corners(ends: tuple[int, int]) -> None:
    parts = slopes(ends)[:, :, None] * np.array(ROWS, dtype=float)
    longest = np.sum(parts.sum(axis=1) ** 2, axis=-1).max()
    noisiest = np.mean(np.sum((parts - parts.mean(axis=1, keepdims=True)) ** 2, axis=-1), axis=1).max()
    assert 0.9 * float(regression.steepest(ROWS, ends).low) <= longest <= float(regression.steepest(ROWS, ends).high)
    assert 0.8 * float(regression.noisiest(ROWS, ends)) <= noisiest <= float(regression.noisiest(ROWS, ends))


@pytest.mark.parametrize("ends", [(0, 1), (-1, 1)])
def test_many_rows_are_bounded_and_not_enumerated(ends: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    steepest, noisiest = regression.steepest(ROWS, ends), regression.noisiest(ROWS, ends)
    monkeypatch.setattr(regression, "MANY_ROWS", 2)
    assert regression.steepest(ROWS, ends).low <= steepest.low <= regression.steepest(ROWS, ends).high
    assert noisiest <= regression.noisiest(ROWS, ends)


def test_the_norm_is_exact_where_it_is_rational_and_enclosed_where_not() -> None:
    assert regression.gram_norm(((ONE, TWO),)).high == 5
    assert regression.gram_norm(((ONE, ZERO), (ZERO, Fraction(1, 3)))).exact
    golden = regression.gram_norm(((ONE, ONE), (ZERO, ONE)))
    assert golden.low < golden.high < golden.low + Fraction(1, 10**9)
    assert float(golden.low) == pytest.approx((3 + 5**0.5) / 2)


def test_signs_of_rows_that_agree_up_to_sign() -> None:
    assert regression.signs_of_equal_rows(((ONE, TWO), (-ONE, -TWO), (ONE, TWO))) == [1, -1, 1]
    assert regression.signs_of_equal_rows(ROWS) is None
    assert regression.signs_of_equal_rows(((ZERO,), (ONE,))) is None


def test_x_log_x_vanishes_at_zero() -> None:
    m = Exact()
    found = regression.x_log_x(m.array([ZERO, ONE, TWO], (3,)), m)
    assert found[0] == 0
    assert found[1] == 0
    assert float(found[2]) == pytest.approx(2 * np.log(2))


def test_a_system_of_the_wrong_size_is_refused() -> None:
    with pytest.raises(ValueError, match="as many targets as rows"):
        regression.solved(ROWS, (ONE,))
