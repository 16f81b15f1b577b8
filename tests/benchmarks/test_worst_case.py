"""Both ways of finding a worst case that the benchmark times find the same."""

from itertools import islice

import pytest

from benchmarks.worst_case import jobs


@pytest.mark.slow
def test_what_is_timed_finds_the_same():
    for ours, theirs in islice(jobs(), 0, 12, 3):
        assert ours() == pytest.approx(theirs(), rel=1e-4)
