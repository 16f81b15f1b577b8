"""Claims in one line: scripts raised and lowered, single letters in italics, nothing lost."""

import re

import pytest

from paper_figures.atlas.index_page import in_the_line
from theorems.catalogue import entries, load_all
from theorems.printing import unicode


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("x_t", "<i>x</i><sub><i>t</i></sub>"),
        ("x_{t+1}", "<i>x</i><sub><i>t</i>+1</sub>"),
        ("m^(−1/2)", "<i>m</i><sup>−1/2</sup>"),
        ("avg_{t<T} ‖x‖_∞", "avg<sub><i>t</i>&lt;<i>T</i></sub> ‖<i>x</i>‖<sub>∞</sub>"),
        ("f⋆", "<i>f</i><sub>⋆</sub>"),
        ("log(a) & b", "log(<i>a</i>) &amp; <i>b</i>"),
    ],
)
def test_scripts_and_letters(text, html):
    assert in_the_line(text) == html


def test_no_claim_loses_a_letter():
    for one in load_all(entries()):
        for claim in one.theorem.claims:
            text = unicode(claim)
            shown = re.sub(r"<[^>]*>", "", in_the_line(text)).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
            assert re.sub(r"[\s{}()_^]", "", shown) == re.sub(r"[\s{}()_^]", "", text)
