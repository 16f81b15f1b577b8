"""Figures with panels on real data are drawn without them too."""

from dataclasses import replace

import pytest

from paper_figures.discovery import find
from paper_figures.drawing import svg
from paper_figures.figure import Setup


@pytest.mark.parametrize(
    ("name", "digits"), [("kernel-spectrum", ("digits",)), ("transition-to-linearity", ("kernel on digits", "linearisation on digits"))]
)
def test_a_panel_without_its_data_says_what_it_needs(quick, name, digits):
    found, figure = quick(name), find(name)
    place = found.columns.index("panel")
    rest = replace(found, rows=tuple(row for row in found.rows if row[place] not in digits))
    assert len(rest.rows) < len(found.rows)
    assert svg(figure, rest) != svg(figure, found)


def test_without_scikit_learn_the_numbers_are_there_but_for_the_digits(monkeypatch):
    import paper_figures.figures.kernel_spectrum as module

    monkeypatch.setattr(module, "available", lambda: False)
    monkeypatch.setattr(module, "FEW_SEEDS", 1)
    found = find("kernel-spectrum").numbers(Setup(quick=True))
    assert found.distinct("panel") == ["circle", "distance"]
    assert "pip install lemmata[data]" in found.made["(b)"]
