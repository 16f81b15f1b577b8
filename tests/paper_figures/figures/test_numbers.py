"""The numbers of every figure, against those that were looked at when it was made: `python -m lemmata figures NAME --quick --out DIR` writes them."""

from pathlib import Path

import numpy as np
import pytest

from paper_figures.discovery import names
from paper_figures.numbers import read_csv

DATA = Path(__file__).parent / "data"
OF_EVIDENCE = {"sharpness-atlas"}
"""Figures of what is recorded; their numbers are not their own."""

SCALE = 1e-6
"""Relative difference that other processors and versions may make."""


@pytest.mark.parametrize("name", sorted(set(names()) - OF_EVIDENCE))
def test_numbers_are_those_that_were_looked_at(quick, name):
    stored, found = read_csv((DATA / f"{name}.csv").read_text()), quick(name)
    assert found.columns == stored.columns
    assert len(found.rows) == len(stored.rows)
    for column in found.columns:
        ours, theirs = found.cells(column), stored.cells(column)
        if any(isinstance(cell, str) for cell in theirs):
            assert ours == theirs, column
        else:
            here, there = found.floats(column), stored.floats(column)
            size = np.nanmax(np.abs(there), initial=0.0)
            np.testing.assert_allclose(here, there, rtol=SCALE, atol=1e-12 * size, err_msg=column)


def test_nothing_is_stored_for_a_figure_that_is_not_there():
    assert {file.stem for file in DATA.glob("*.csv")} == set(names()) - OF_EVIDENCE


@pytest.mark.parametrize("name", sorted(set(names()) - OF_EVIDENCE))
def test_every_figure_tells_what_it_was_made_on(quick, name):
    assert quick(name).made
