"""Strokes that are told apart without colour, sizes of the venues, fonts that come with matplotlib."""

from itertools import combinations
from pathlib import Path

import matplotlib
import pytest
from matplotlib import font_manager

from paper_figures.discovery import figures
from paper_figures.style import ATTAINED, BOUND, RANDOM, SERIES, STYLES, WRONG, settings

WIDTHS = {"neurips": (5.5, 3.3), "iclr": (5.5, 3.3), "icml": (6.75, 3.25), "jmlr": (6.0, 3.6)}


@pytest.mark.parametrize("strokes", [(BOUND, ATTAINED, RANDOM, WRONG), (BOUND, *SERIES)])
def test_strokes_differ_in_colour_and_without_it(strokes):
    for one, other in combinations(strokes, 2):
        assert one.color != other.color
        assert (one.dash, one.marker) != (other.dash, other.marker)


@pytest.mark.parametrize("style", STYLES)
def test_widths_are_those_of_the_venue(style):
    for figure in figures().values():
        width, height = settings(style, figure)["figure.figsize"]
        assert width == pytest.approx(WIDTHS[style][0 if figure.wide else 1], rel=0.02)
        assert 0.2 * width < height < 9.0


@pytest.mark.parametrize("style", STYLES)
def test_no_tex_and_no_font_of_the_machine(style):
    found = settings(style, next(iter(figures().values())))
    assert found["text.usetex"] is False
    (family,) = found["font.serif"]
    file = Path(font_manager.findfont(family, fallback_to_default=False))
    assert file.is_relative_to(Path(matplotlib.get_data_path()))


def test_an_unknown_style_is_refused():
    with pytest.raises(ValueError, match="neurips, icml, iclr, jmlr"):
        settings("nature", next(iter(figures().values())))
