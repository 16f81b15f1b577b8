"""Enclosures of eigenvalues: they hold what they should, multiple ones too, and rationals stay rational."""

import numpy as np
import pytest
from flint import arb, fmpq

from problems.exact.arithmetic import Exact, Undecided
from problems.exact.eigenvalues import eigenvalues


def exact(rows):
    made = np.empty((len(rows), len(rows)), dtype=object)
    made[...] = [[fmpq(entry) for entry in row] for row in rows]
    return made


def test_rational_blocks_stay_rational():
    found = eigenvalues(exact([[1, 0, 2], [0, 5, 0], [2, 0, -2]]))
    assert sorted(found) == [fmpq(-3), fmpq(2), fmpq(5)]
    assert all(isinstance(value, fmpq) for value in found)


def test_an_irrational_pair_is_enclosed():
    low, high = eigenvalues(exact([[1, 1], [1, 0]]))
    assert (high**2 - high - 1).contains(0)
    assert (low + high - 1).contains(0)
    assert high.rad() < 1e-10


@pytest.mark.parametrize("size", [3, 5, 8])
def test_every_eigenvalue_of_a_random_matrix_is_enclosed(size):
    rng = np.random.default_rng(size)
    whole = rng.integers(-9, 10, (size, size))
    whole = whole + whole.T
    found = sorted(eigenvalues(exact(whole.tolist())), key=float)
    np.testing.assert_allclose([float(value) for value in found], np.linalg.eigvalsh(whole), rtol=1e-12, atol=1e-10)


def test_multiple_eigenvalues_are_all_there():
    vector = [arb(1), arb(2) / 7, arb(3).sqrt(), arb(2)]
    made = np.empty((4, 4), dtype=object)
    made[...] = [[a * b for b in vector] for a in vector]
    found = eigenvalues(made)
    assert len(found) == 4
    assert sum(value.contains(0) for value in found) == 3
    assert any(value.overlaps(sum((a * a for a in vector), arb(0))) for value in found)


def test_a_ball_that_may_be_zero_joins_its_block():
    """A coupling that is only known to be small still widens the eigenvalues."""
    low, high = eigenvalues(np.array([[fmpq(1), arb(0, "0.1")], [arb(0, "0.1"), fmpq(1)]], dtype=object))
    assert low.contains(fmpq(19, 20))
    assert high.contains(fmpq(21, 20))


def test_what_cannot_be_enclosed_is_undecided():
    m = Exact()
    with m.scope(), pytest.raises(Undecided):
        m.eigenvalues(np.array([[[arb("nan")] * 3] * 3], dtype=object))
