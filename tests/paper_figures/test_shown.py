"""A figure in a notebook."""

import xml.etree.ElementTree as ET

import pytest

from paper_figures.discovery import FigureNameError
from paper_figures.shown import draw


def test_a_figure_of_ones_own_shows_itself(small):
    shown = draw(small, quick=True, title="Mine & <yours>")
    svg, told = shown._repr_svg_()
    root = ET.fromstring(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "Mine & <yours>" in "".join(root.itertext())
    assert told == {"needs_background": "light"}
    assert shown.numbers.cells("T") == [1, 2, 3]
    assert repr(shown) == "<figure figure: Mine & <yours>>"
    assert shown.caption.startswith("figure. Mine & <yours>.\n\nThe bound after T steps")


def test_the_same_numbers_give_the_same_bytes(small):
    assert draw(small)._repr_svg_() == draw(small)._repr_svg_() != draw(small, quick=True)._repr_svg_()


def test_an_unknown_name_is_answered():
    with pytest.raises(FigureNameError, match='Did you mean "gd-rates"'):
        draw("gd-rate")
