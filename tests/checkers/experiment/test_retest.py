"""Levels, streams and stored tests: what is none is refused."""

import pytest

from checkers.experiment.retest import Level, Streams, level_text, stored_test


@pytest.mark.parametrize("alpha", [0.0, -1e-6, 0.06, 1.0, float("nan"), float("inf"), "1e-6", True, None])
def test_a_level_is_small_and_positive(alpha):
    with pytest.raises(ValueError, match=r"at most 0\.05"):
        Level(alpha, 1)


@pytest.mark.parametrize("rank", [0, -1, 1.0, True, None, 2**40])
def test_candidates_are_numbered_from_one(rank):
    with pytest.raises(ValueError, match="from 1"):
        Level(1e-6, rank)


def test_shares_of_a_level():
    assert sum(Level(0.05, rank).share for rank in range(1, 1000)) < 0.05
    assert Level(0.05, 1).share == 0.025


@pytest.mark.parametrize(("root", "number"), [(-1, 0), (0, -1), (1.5, 0), (0, 2**31), (2**64, 0), ("0", 0), (True, 0)])
def test_streams_are_keyed_by_whole_numbers(root, number):
    with pytest.raises(ValueError, match="whole numbers"):
        Streams(root, number)


@pytest.mark.parametrize("draws", [0, -5, 2**16 + 1, 10.0, "10", True])
def test_a_stored_test_has_a_number_of_draws(draws):
    with pytest.raises(ValueError, match="draws"):
        stored_test({"draws": draws, "root": 0, "case": 0, "alpha": 1e-6, "rank": 1})


def test_levels_in_words():
    assert [level_text(alpha) for alpha in (1e-6, 0.05, 2.5e-10)] == ["1e-6", "0.05", "2.5e-10"]
