"""The table a figure is drawn from."""

import math

import numpy as np
import pytest

from paper_figures.numbers import Numbers, read_csv, table

ROWS = [("a", np.int64(1), np.float64(1) / 3), ("a", 2, float("nan")), ("b", 3, 1e-300)]
FOUND = table(("curve", "t", "value"), ROWS, {"seed": "0"})


def test_cells_are_plain_and_floats_are_rounded():
    assert FOUND.rows == (("a", 1, 0.333333333333), ("a", 2, None), ("b", 3, 1e-300))
    assert all(type(cell) in (str, int, float, type(None)) for row in FOUND.rows for cell in row)


def test_columns_and_selections():
    assert FOUND.where(curve="a").cells("t") == [1, 2]
    assert FOUND.distinct("curve") == ["a", "b"]
    assert math.isnan(FOUND.where(curve="a").floats("value")[1])
    assert FOUND.where(curve="a", t=1).rows == FOUND.rows[:1]


def test_what_is_written_is_read_back():
    again = read_csv(FOUND.csv())
    assert (again.columns, again.rows) == (FOUND.columns, FOUND.rows)
    assert FOUND.csv() == "curve,t,value\na,1,0.333333333333\na,2,\nb,3,1e-300\n"


def test_a_cell_with_commas_and_quotes_survives():
    odd = Numbers(("x",), (('he said "1, 2"',),))
    assert read_csv(odd.csv()).rows == odd.rows


def test_ragged_rows_are_refused():
    with pytest.raises(ValueError, match="2 cells in a table of 1 columns"):
        table(("x",), [(1, 2)])
