"""Words can be read in both schemes: the contrast of WCAG, computed from the colours of the style sheet."""

import re

import pytest

GROUNDS = ("paper", "wash")
WORDS = ("ink", "soft", "accent", "supported", "refuted", "proved", "open")


def schemes(css):
    light, dark = (dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", block)) for block in re.findall(r":root \{(.*?)\n *\}", css, re.S)[:2])
    return {"light": light, "dark": {**light, **dark}}


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(assets, scheme):
    css = (assets / "style.css").read_text(encoding="utf-8")
    colours = schemes(css)[scheme]
    assert {*GROUNDS, *WORDS} <= set(colours)
    for ground in GROUNDS:
        for word in WORDS:
            assert contrast(colours[word], colours[ground]) >= 4.5, (scheme, word, ground)


def test_the_two_schemes_differ_and_colours_are_named_once(assets):
    css = (assets / "style.css").read_text(encoding="utf-8")
    found = schemes(css)
    assert found["light"]["paper"] != found["dark"]["paper"]
    beyond = css[css.index("* { box-sizing") : css.index("@media print")]
    assert not re.findall(r"#[0-9a-f]{3,6}\b", beyond)


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_nothing_of_the_site_is_asked_from_elsewhere(assets):
    for name in ("style.css", "atlas.js"):
        text = (assets / name).read_text(encoding="utf-8")
        assert not re.search(r"https?:|url\(|@import|fetch\(|XMLHttp", text)
