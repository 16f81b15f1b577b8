"""Which steps of a long run a table keeps."""

import numpy as np
import pytest

from paper_figures.spacing import spaced


@pytest.mark.parametrize(("last", "multiples"), [(1000, 1), (1000, 3), (10_000, 3), (7, 1), (7, 3), (1, 1)])
def test_both_ends_are_kept_and_late_steps_are_multiples(last, multiples):
    kept = spaced(last, 60, multiples)
    assert kept == sorted(set(kept))
    assert kept[0] == 1
    assert last - multiples < kept[-1] <= last
    assert all(step % multiples == 0 for step in kept if step >= 10 * multiples)


def test_late_steps_are_evenly_spaced_on_a_logarithmic_axis():
    kept = np.log(spaced(100_000, 51))
    late = np.diff(kept[kept > np.log(1000)])
    assert late.max() < 1.05 * late.min()
