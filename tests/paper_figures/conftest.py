"""A small figure whose numbers cost nothing."""

import pytest

from paper_figures.figure import Figure
from paper_figures.numbers import table
from paper_figures.sheet import curve, grid
from paper_figures.style import BOUND
from theorems.language import T


def _numbers(setup):
    return table(("T", "bound"), [(step, 1 / step) for step in range(1, setup.pick(4, 9))], {"steps": "a few"})


def _draw(found, sheet):
    curve(sheet.panel(0), found.floats("T"), found.floats("bound"), BOUND, "bound")
    grid(sheet.panel(0))


@pytest.fixture
def small():
    return Figure(("gd-convex-tight",), ("The bound after ", T, " steps, 100% & more."), _numbers, _draw)
