"""A figure in a page: named, with ids of its own, and nothing in it that reaches beyond it."""

import re
from dataclasses import replace
from xml.etree.ElementTree import fromstring

import pytest

from paper_figures.atlas import figures
from paper_figures.drawing import svg
from paper_figures.figure import Setup


@pytest.fixture
def drawn(small):
    text = svg(small, small.numbers(Setup(quick=True)), title="A <title> & more")
    return figures.Drawn("small", "A <title> & more", small, text, "lemmata figures small --quick")


def test_a_figure_is_named_and_its_ids_are_its_own(drawn):
    made = figures.inline(drawn.svg, "small", drawn.title, "What it shows.")
    root = fromstring(made)
    assert root.get("role") == "img"
    by_id = {one.get("id"): one for one in root.iter() if one.get("id")}
    assert by_id[root.get("aria-labelledby")].text == "A <title> & more"
    assert by_id[root.get("aria-describedby")].text == "What it shows."
    assert len(by_id) > 2
    assert all(id.startswith("small-") for id in by_id)
    referred = re.findall(r'(?:href="#|url\(#)([^")]+)', made)
    assert referred
    assert set(referred) <= set(by_id)


def test_two_figures_on_a_page_share_no_id(drawn):
    one, other = (figures.inline(drawn.svg, name, "", "") for name in ("one", "other"))
    assert not set(re.findall(r' id="([^"]+)"', one)) & set(re.findall(r' id="([^"]+)"', other))


def test_nothing_of_a_figure_reaches_beyond_it(drawn):
    made = figures.inline(drawn.svg, "small", drawn.title, "")
    assert "<style" not in made
    assert "<metadata" not in made
    assert "<?xml" not in made
    assert "stroke-linecap:butt" in made
    assert made.count("<title") == 1
    assert len(made) < len(drawn.svg)


def test_a_figure_has_its_caption_its_claims_and_its_command(drawn):
    made = figures.shown(drawn, {"gd-convex-tight"})
    assert "<figcaption><p><b>A &lt;title&gt; &amp; more.</b> The bound after <math" in made
    assert '<a href="gd-convex-tight.html">gd-convex-tight</a>' in made
    assert made.count('<div class="formula"') == 1
    assert "lemmata figures small --quick" in made


def test_a_claim_without_a_page_is_named_and_no_link(drawn):
    assert "href=" not in figures.shown(drawn, ()).replace('href="#', "")
    assert "Claims drawn" not in figures.shown(drawn)


def test_a_figure_of_many_theorems_is_about_the_catalogue(drawn):
    many = replace(drawn, figure=replace(drawn.figure, theorems=("gd-convex-tight", *map(str, range(figures.MANY)))))
    assert figures.of_theorem("gd-convex-tight", [drawn, many]) == [drawn]
    assert figures.of_catalogue([drawn, many]) == [many]
    assert figures.of_theorem("pl-gd", [drawn]) == []
