"""Moves by a few units in the last place: never zero, never large, alike on all paths, different for each thing that is moved."""

import numpy as np
import pytest
import torch

from checkers.experiment.last_places import LEAST, MOST, PATTERNS, RERUNS, ULP, Moved, nudged


def units(moved, plain):
    """Moves in units in the last place of 1, with what rounding adds."""
    return (np.asarray(moved) - np.asarray(plain)) / ULP


@pytest.mark.parametrize("seed", range(RERUNS))
def test_every_number_is_moved_by_some_units_and_zeros_stay(seed):
    plain = torch.ones((2, 3, 40), dtype=torch.float64)
    plain[:, :, 0] = 0
    found = units(Moved(seed).scaled(plain, 1, 2), plain)
    assert (found[:, :, 0] == 0).all()
    assert (abs(found[:, :, 1:]) >= LEAST).all()
    assert (abs(found) <= MOST).all()
    assert (found == found[:, :1]).all()
    assert {bool(e) for e in (found[:, :, 1:] > 0).reshape(-1)} == ({True}, {False}, {True, False}, {True, False})[seed]


def test_moves_differ_with_seed_and_key_and_repeat():
    plain = torch.ones((1, 1, 30), dtype=torch.float64)
    found = [Moved(seed).scaled(plain, *key) for seed in (2, 3) for key in ((0,), (1, 0), (1, 1), (2, 0))]
    assert len({tuple(a.reshape(-1).tolist()) for a in found}) == 8
    assert torch.equal(found[0], Moved(2).scaled(plain, 0))


@pytest.mark.parametrize("seed", range(RERUNS))
def test_what_a_step_made_is_moved_in_units_of_where_it_came_from(seed):
    """1 - 1 + 1e-9 is known to an ulp of 1 only."""
    before, made = torch.tensor([1.0, 0.0], dtype=torch.float64), torch.tensor([1e-9, 0.0], dtype=torch.float64)
    found = units(Moved(seed).stepped(made, before, 3), made)
    assert LEAST - 1e-3 <= abs(found[0]) <= MOST + 1e-3
    assert found[1] == 0


@pytest.mark.parametrize("tail", [(), (2,)])
def test_recorded_iterates_move_by_themselves(tail):
    x = np.ones((1, 2, 9, *tail))
    x[:, :, 5:] = 1e-12
    found = [units(nudged(x, pattern), x) for pattern in range(PATTERNS)]
    assert all((abs(a) >= LEAST - 1e-3).all() and (abs(a) <= MOST + 1e-3).all() for a in found)
    assert all((a[:, 0] == a[:, 1]).all() for a in found)
    signs = [tuple(np.sign(a[0, 0]).reshape(-1)) for a in found]
    assert len(set(signs)) == (PATTERNS if tail else PATTERNS - 1)
    assert {signs[0], signs[1]} == {(1.0,) * len(signs[0]), (-1.0,) * len(signs[0])}


def test_what_is_no_number_stays_so_and_spoils_nothing_else():
    x = np.array([[[[1.0], [np.nan], [2.0], [np.inf]]]])
    found = nudged(x, 0)
    assert np.isfinite(found).reshape(-1).tolist() == [True, False, True, False]
    assert LEAST * 2 <= (found[0, 0, 2, 0] - 2) / ULP <= MOST * 2
