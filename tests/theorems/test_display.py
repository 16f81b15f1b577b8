"""Theorems in a notebook: HTML and LaTeX, with all words escaped."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from theorems.catalogue import Entry, Loaded, entries, load, lookup
from theorems.display import formula, words
from theorems.language import Theorem, norm_sq, points

EVERY = [entry.id for entry in entries()]
VOID = {"br"}


class Elements(HTMLParser):
    """Checks that every element is closed, in order; keeps the text."""

    def __init__(self):
        super().__init__()
        self.opened, self.text = [], ""

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.opened.append(tag)

    def handle_endtag(self, tag):
        assert self.opened.pop() == tag

    def handle_data(self, data):
        self.text += data


def text_of(html):
    reader = Elements()
    reader.feed(html)
    assert reader.opened == []
    return reader.text


@pytest.mark.parametrize("id", EVERY)
def test_a_theorem_shows_itself(id):
    loaded = load(lookup(id))
    for shown in (loaded, loaded.theorem):
        text = text_of(shown._repr_html_())
        assert text.count(r"\(") == text.count(r"\)") > 0
        assert "claim" in text
        tex = shown._repr_latex_()
        assert tex.startswith(r"$$\begin{array}")
        assert tex.endswith(r"\end{array}$$")
        assert tex.count("{") == tex.count("}")


def test_a_statement_has_its_hypotheses_its_method_and_its_claims():
    text = text_of(load(lookup("pl-gd")).theorem._repr_html_())
    assert r"positive reals \(L\), \(\eta\), \(\mu\)" in text
    assert r"\(f\) is \(L\)-smooth" in text
    assert r"\(\displaystyle x_{t+1} = x_t - \eta \nabla f(x_t)\)" in text
    assert r"f(x_t) - f_\star \leq (1-\eta \mu)^t" in text
    assert "claims, for every t" in text


def test_the_setting_is_told():
    assert r"an online game: the loss of step \(t\)" in text_of(load(lookup("adam-reddi")).theorem._repr_html_())


def test_a_title_is_escaped_and_opens_no_formula():
    u = points("u")
    entry = Entry("mine", "<script>alert(1)</script> & $x$ \\(y\\)", "", Path("mine.py"), source="<b>A</b>")
    html = Loaded(entry, Theorem(claim=norm_sq(u) >= 0))._repr_html_()
    assert "<script>" not in html
    assert "<b>A" not in html
    assert not re.search(r"\$x\$|\\\(y", html)
    assert "<script>alert(1)</script> & $x$ \\(y\\)" in text_of(html)


def test_a_formula_is_escaped():
    assert formula("a < b") == r"\(\displaystyle a &lt; b\)"
    assert words("a < $b") == "a &lt; <span>$</span>b"


def test_a_long_formula_has_lines():
    long = r"x \leq " + " + ".join(rf"\frac{{{letter * 14}}}{{2}}" for letter in "abcdefgh")
    assert formula(long).startswith(r"\(\begin{aligned} x &amp; \leq")


def test_loaded_theorems_are_named_in_plain_text():
    assert repr(load(lookup("pl-gd"))) == "<pl-gd: Gradient descent converges linearly under the Polyak–Łojasiewicz inequality>"
