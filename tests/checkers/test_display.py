"""Results in a notebook: everything that was found is told, and every word is escaped."""

from dataclasses import replace

import pytest

from checkers.results import Results
from checkers.verdict import Result, Verdict

SUPPORTED = Result("mine", 0, "a < b", "a < b", "0" * 12, Verdict.SUPPORTED, "not refuted on 7 cases & more", 0.99999, "Huber <threshold> $1$", 7)
EXAMPLE = {
    "function": "f(x) = <x>^2/2",
    "constants": {"L": "1", "eta": "1/3"},
    "facts": ["f is L-smooth", "f is convex"],
    "start": "x[0] = 1",
    "T": 3,
    "left": "2/3",
    "right": "1/2",
    "relation": ">",
    "margin": "1/6",
    "exact": True,
    "found_by": "library: quadratic",
    "replay": "lemmata verify --replay .lemmata/<mine>.json",
}
REFUTED = replace(SUPPORTED, verdict=Verdict.REFUTED, reason="an explicit instance", sharpness=None, attained_by=None, counterexample=EXAMPLE)


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_is_told_with_its_guarantee(verdict):
    html = replace(SUPPORTED, verdict=verdict)._repr_html_()
    assert f">{verdict.value}</b>" in html
    assert f'title="{verdict.sentence}"' in html
    assert verdict.value in replace(SUPPORTED, verdict=verdict)._repr_latex_()


def test_a_supported_claim_has_its_sharpness_never_rounded_up():
    html = SUPPORTED._repr_html_()
    assert "0.9999, attained by Huber &lt;threshold&gt; <span>$</span>1<span>$</span>" in html
    assert "not refuted on 7 cases &amp; more" in html
    assert r"\(\displaystyle a &lt; b\)" in html
    assert r"\text{sharpness 0.9999}" in SUPPORTED._repr_latex_()


def test_a_refutation_has_all_parts_of_its_instance():
    html = REFUTED._repr_html_()
    for part in (
        "exact",
        "f(x) = &lt;x&gt;^2/2",
        "L = 1, η = 1/3",
        "f is L-smooth<br>f is convex",
        "T = 3",
        "left 2/3 &gt; right 1/2   (margin 1/6)",
    ):
        assert part in html
    assert "<code>lemmata verify --replay .lemmata/&lt;mine&gt;.json</code>" in html
    assert "sharpness" not in html


def test_a_table_explains_what_is_not_supported():
    html = Results((SUPPORTED, REFUTED, replace(SUPPORTED, verdict=Verdict.INCONCLUSIVE, reason="a tie")))._repr_html_()
    assert html.count("<tr>") == html.count("</tr>")
    assert "not refuted on 7 cases" not in html
    assert "a tie" in html
    assert "left 2/3" in html


def test_results_are_a_sequence():
    results = Results((SUPPORTED, REFUTED))
    assert (len(results), results[1], list(results)) == (2, REFUTED, [SUPPORTED, REFUTED])
    assert repr(results) == "<mine[0] a < b: SUPPORTED, sharpness 0.99999>\n<mine[0] a < b: REFUTED>"
    assert results._repr_latex_().count(r"\\") == 1
    assert repr(Results(())) == "<no results>"
