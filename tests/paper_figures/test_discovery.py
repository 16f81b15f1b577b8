"""Figures are found by walking their folder."""

from pathlib import Path

import pytest

import paper_figures.figures
from paper_figures.discovery import FigureNameError, figures, find, names, of_theorem
from theorems.catalogue import entries


def test_every_module_is_a_figure():
    folder = Path(paper_figures.figures.__file__).parent
    assert list(names()) == sorted(file.stem.replace("_", "-") for file in folder.glob("*.py") if file.stem != "__init__")
    assert list(figures()) == list(names())


def test_every_theorem_that_a_figure_draws_is_in_the_catalogue():
    known = {entry.id for entry in entries()}
    for name, figure in figures().items():
        for id in figure.theorems:
            assert id in known
            assert name in of_theorem(id)


def test_an_unknown_name_is_refused_with_the_nearest():
    with pytest.raises(FigureNameError, match=r'no figure is called "gd-rate".*"gd-rates"'):
        find("gd-rate")
