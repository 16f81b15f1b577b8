"""Captions: their own words, the claims that are drawn, and the sources."""

import re

import pytest

from paper_figures import caption
from paper_figures.discovery import figures, names
from theorems.catalogue import load, lookup
from theorems.printing import latex, unicode

TITLES = names()
OF_THE_WHOLE_CATALOGUE = ("sharpness-atlas",)
"""A figure that draws something of every claim names none of them in its caption."""


def test_the_words_are_escaped_and_the_claim_is_the_theorems_own(small):
    claim = load(lookup("gd-convex-tight")).theorem.claims[0]
    tex, text = caption.as_tex("small", "A & B", small), caption.as_text("small", "A & B", small)
    assert r"\textbf{A \& B.} The bound after $T$ steps, 100\% \& more." in tex
    assert f"${latex(claim)}$ (Drori \\& Teboulle (2014))" in tex
    assert tex.endswith("\\label{fig:small}\n")
    assert unicode(claim) in text
    assert "Drori & Teboulle (2014)" in text


@pytest.mark.parametrize("name", TITLES)
def test_every_caption_is_whole(name):
    figure = figures()[name]
    tex, text = caption.as_tex(name, TITLES[name], figure), caption.as_text(name, TITLES[name], figure)
    assert tex.count("{") == tex.count("}")
    assert tex.count("$") % 2 == 0
    assert tex.isascii() or not re.search(r"[^\x00-\x7fÀ-ž]", tex)  # letters of names only
    assert figure.theorems or name in OF_THE_WHOLE_CATALOGUE
    for one, chosen in figure.stated():
        for number in chosen:
            assert latex(one.theorem.claims[number]) in tex
            assert unicode(one.theorem.claims[number]) in text
    assert 3 <= len(TITLES[name].split()) <= 14
