"""The numbers of a figure: one table, written as CSV; a figure is drawn from nothing but this table."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

DIGITS = 12
"""Significant digits of a float in the table."""

Cell = str | int | float | None


@dataclass(frozen=True)
class Numbers:
    """A table with named columns; `made` says in words what it was made on, by name ("random instances": "128 of 9 families, seed 0")."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    made: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"a row of {len(row)} cells in a table of {len(self.columns)} columns")

    def where(self, **equal: Cell) -> "Numbers":
        """The rows whose cells are these."""
        places = {self.columns.index(name): value for name, value in equal.items()}
        return Numbers(self.columns, tuple(row for row in self.rows if all(row[place] == value for place, value in places.items())), self.made)

    def cells(self, column: str) -> list[Any]:
        """A column as it is."""
        place = self.columns.index(column)
        return [row[place] for row in self.rows]

    def floats(self, column: str) -> np.ndarray:
        """A column of numbers : (rows,) float64, NaN where a cell is empty."""
        return np.array([np.nan if cell is None else float(cell) for cell in self.cells(column)])

    def distinct(self, column: str) -> list[Any]:
        """The different cells of a column, in the order in which they come."""
        return list(dict.fromkeys(self.cells(column)))

    def csv(self) -> str:
        """The table as CSV, with a header; an empty cell has no value."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([[_written(cell) for cell in row] for row in self.rows])
        return text.getvalue()


def table(columns: Sequence[str], rows: Sequence[Sequence[Any]], made: Mapping[str, str] | None = None) -> Numbers:
    """A table of plain cells: NumPy's numbers become Python's, floats are rounded to DIGITS, NaN is an empty cell."""
    return Numbers(tuple(columns), tuple(tuple(_plain(cell) for cell in row) for row in rows), dict(made or {}))


def spread(values: np.ndarray) -> tuple[float, float, float]:
    """The least, the middle and the largest of some numbers, as over the seeds."""
    return float(values.min()), float(np.median(values)), float(values.max())


def _plain(cell: Any) -> Cell:
    if cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, (int, np.integer)):
        return int(cell)
    return None if np.isnan(cell) else float(f"{float(cell):.{DIGITS}g}")


def _written(cell: Cell) -> str:
    return "" if cell is None else repr(cell) if isinstance(cell, float) else str(cell)


def read_csv(text: str) -> Numbers:
    """The table that `csv` wrote, without what it was made on."""
    header, *rows = csv.reader(io.StringIO(text))
    return Numbers(tuple(header), tuple(tuple(_read(cell) for cell in row) for row in rows))


def _read(cell: str) -> Cell:
    if not cell:
        return None
    for kind in (int, float):
        try:
            return kind(cell)
        except ValueError:
            continue
    return cell
