"""Files of figures: the same bytes on every run, with the configuration inside."""

import json
import re
import zlib

import matplotlib
import pytest
from PIL import Image

from paper_figures.drawing import FORMATS, drawn, svg
from paper_figures.figure import Setup
from paper_figures.style import STYLES

TOLD = {"figure": "small", "seed": 7, "made": {"random instances": "3 of ‖·‖"}}


@pytest.mark.parametrize("form", FORMATS)
def test_two_runs_give_the_same_bytes_and_leave_no_trace(small, form):
    before = dict(matplotlib.rcParams)
    found = small.numbers(Setup(quick=True))
    first, second = (drawn(small, found, form, "neurips", TOLD, "A title") for _ in range(2))
    assert first == second
    assert dict(matplotlib.rcParams) == before


def test_other_numbers_and_other_styles_give_other_files(small):
    quick, whole = (small.numbers(Setup(quick)) for quick in (True, False))
    files = {drawn(small, quick, "svg", style) for style in STYLES} | {drawn(small, whole, "svg")}
    assert len(files) == len(STYLES) + 1 - 1  # neurips and iclr have the same sizes and fonts


def test_settings_of_a_person_change_nothing(small):
    found = small.numbers(Setup())
    plain = drawn(small, found, "svg")
    with matplotlib.rc_context({"lines.linewidth": 7, "axes.grid": True, "font.size": 30}):
        assert drawn(small, found, "svg") == plain


def test_svg_holds_the_configuration_and_no_letters_of_a_font(small):
    text = svg(small, small.numbers(Setup()), told=TOLD, title="A < title")
    assert json.loads(re.search(r"<dc:description>(.*?)</dc:description>", text, re.S)[1].replace("&quot;", '"')) == TOLD
    assert "A &lt; title" in text
    assert "<text" not in text
    assert "<dc:date>" not in text


def test_png_holds_the_configuration(small, tmp_path):
    file = tmp_path / "a.png"
    file.write_bytes(drawn(small, small.numbers(Setup()), "png", told=TOLD, title="A title"))
    with Image.open(file) as image:
        assert json.loads(image.text["Description"]) == TOLD
        assert image.size[0] == pytest.approx(3.3 * 300, abs=2)


def test_pdf_holds_the_configuration_and_no_date(small):
    content = drawn(small, small.numbers(Setup()), "pdf", told=TOLD, title="A title")
    assert b"/Keywords" in content
    assert b"CreationDate" not in content
    assert b'"seed": 7' in content.replace(rb"\(", b"(")
    assert any(b"Tj" in part or b"TJ" in part for part in _streams(content))  # text stays text


def _streams(content):
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.S):
        try:
            yield zlib.decompress(stream.strip(b"\r\n"))
        except zlib.error:
            continue
