"""The pages are whole, light and reachable; the folder holds what this run wrote and nothing that is not its own."""

import json
import re
from urllib.parse import unquote, urldefrag, urljoin

import pytest

from paper_figures.atlas import site
from paper_figures.atlas.found import counted
from paper_figures.atlas.layout import PAGES
from tests.paper_figures.atlas.reading import read

LIGHT = 60_000


def test_every_page_is_well_formed_with_headings_in_order_and_landmarks(pages):
    assert len(pages) == 7
    for path, text in pages.items():
        page = read(text)
        assert page.language == "en"
        assert page.headings[0] == 1
        assert page.headings.count(1) == 1
        assert all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False)), path
        assert {"header", "nav", "main", "footer"} <= set(page.landmarks)
        assert len(set(page.ids)) == len(page.ids), path
        assert page.links[0] == "#content"
        assert "content" in page.ids
        assert len(text.encode()) <= LIGHT


def test_every_link_and_anchor_resolves_and_none_leaves_the_site(pages, assets):
    ids = {path: set(read(text).ids) for path, text in pages.items()}
    for path, text in pages.items():
        page = read(text)
        for link in page.links:
            assert not re.match(r"[a-z]+:|//", link), link
            target, fragment = urldefrag(urljoin(path, link))
            target = unquote(target)
            assert target in pages, (path, link)
            assert not fragment or "=" in fragment or fragment in ids[target], (path, link)
        for source in page.sources:
            assert source == "data:," or (assets / source.removeprefix("../")).is_file()


def test_formulas_show_no_tex(pages):
    seen = [formula for text in pages.values() for formula in read(text).formulas]
    assert len(seen) > 100
    for tex, shown in seen:
        assert tex
        assert shown.strip()
        assert not re.search(r"\\|_\{|\^\{|\$", shown)


def test_what_a_file_says_is_never_markup(pages):
    text = pages["theorems/own bound.html"]
    assert "<script>alert" not in text
    assert "<b>bound" not in text
    assert "<i>less" not in text
    page = read(text)
    assert 'Own <b>bound</b> & "more" with $x_1$ in it' in page.text
    assert "Me & You <2026> (2026), Theorem 1." in page.text
    assert "<i>less</i> & less" in page.text
    assert "Why <script>alert(1)</script> it matters." in page.text


def test_nothing_tells_where_or_when_it_was_made(pages, decided):
    for text in pages.values():
        assert str(decided[-1].loaded.entry.path.parent) not in text
        assert not re.search(r"/(?:home|tmp|work|root)/", text)


def test_a_page_of_a_theorem_tells_all_that_is_known(pages, decided):
    text = read(pages["theorems/pl-gd.html"]).text
    found = decided[0]
    for result in found.results:
        assert result["guarantee"] in text
        assert result["reason"] in text
        assert str(result["sharpness"]) in text
        assert result["readers"]["experiment"]["attained_by"]["larger"] in text
    for mutant in found.mutants:
        (result,) = mutant.results
        assert result["verdict"] == "REFUTED"
        assert f"lemmata verify {mutant.id}" in text
        assert str(result["counterexample"]["function"]) in text
        assert f"left {result['counterexample']['left']}" in text
    assert "has not looked at this" not in text
    assert all(result["readers"]["proof"]["reason"] in text for result in found.results)
    assert text.count("certified for N = 1, 2, 3 at L = 1, μ = 1/10, η = 1") >= 2
    assert "A step decreases f by at least eta (1 - L eta/2)" in text
    assert "p.conclude(one_step(t), claim=1)" in text
    assert "lemmata prove pl-gd --certificate pl-gd.json" in text
    assert "Idea of the proof:" in text
    assert "Polyak (1963); Karimi, Nutini & Schmidt (2016)." in text
    assert "lemmata verify pl-gd\n" in text
    assert f"lemmata {found.evidence[0]['versions']['lemmata']}" in text


def test_what_a_mutant_does_not_assume_is_said(pages):
    text = read(pages["theorems/pl-gd.html"]).text
    dropped = text[text.index("the inequality dropped") : text.index("quadratic growth in its place")]
    assert "not assumed" in dropped
    assert "PL: " in dropped


def test_the_definitions_lead_to_the_theorems_and_back(pages):
    assert 'href="theorems/pl-gd.html"' in pages["hypotheses.html"]
    assert 'href="../hypotheses.html#PL"' in pages["theorems/pl-gd.html"]
    assert 'href="theorems/pl-gd.html"' in pages["methods.html"]
    assert 'href="../methods.html#GradientDescent"' in pages["theorems/pl-gd.html"]
    assert "interpolation condition" in pages["hypotheses.html"]


def test_the_page_of_all_theorems_counts_what_is_found(pages, decided):
    text = read(pages["index.html"]).text
    claims = counted(word for one in decided for word in one.verdicts)
    assert f"3 theorems with 6 claims: {', '.join(f'{number} {word.lower()}' for word, number in claims)}." in text
    assert 'data-lectures="orvieto belkin"' in pages["index.html"]


def test_two_runs_write_the_same_bytes(decided, tmp_path):
    first, second = dict(site.files(decided)), dict(site.files(decided))
    assert first == second
    site.written(tmp_path / "a", first)
    site.written(tmp_path / "b", second)
    names = sorted(file.relative_to(tmp_path / "a") for file in (tmp_path / "a").rglob("*") if file.is_file())
    assert [str(name) for name in names] == sorted([*first, site.RECORD])
    assert all((tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes() for name in names)


def test_pages_of_an_earlier_run_go_unless_someone_has_changed_them(decided, tmp_path):
    site.written(tmp_path, dict(site.files(decided)))
    changed, gone, mine = tmp_path / "theorems/adam-reddi.html", tmp_path / "theorems/own bound.html", tmp_path / "theorems/mine.html"
    changed.write_text("changed")
    mine.write_text("mine")
    done = site.written(tmp_path, dict(site.files(decided[:1])))
    assert done.removed == ("theorems/own bound.html",)
    assert not gone.exists()
    assert changed.read_text() == "changed"
    assert mine.read_text() == "mine"


def test_a_file_of_another_is_not_overwritten(decided, tmp_path):
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(site.SiteError, match=r"index\.html: is not of an earlier report"):
        site.written(tmp_path, dict(site.files(decided)))
    assert [file.name for file in tmp_path.iterdir()] == ["index.html"]


OUTSIDE = '{"schema": "lemmata-report/1", "files": {"../x.txt": "y", "/x": ""}}'
NO_NAME = '{"schema": "lemmata-report/1", "files": {"a\\u0000b": "y"}}'


@pytest.mark.parametrize("record", ["no json", "[]", '{"schema": "other"}', OUTSIDE, NO_NAME])
def test_a_record_that_is_none_removes_nothing(decided, tmp_path, record):
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "x.txt").write_text("")
    (out / site.RECORD).write_text(record)
    assert site.written(out, dict(site.files(decided[:1]))).removed == ()
    assert (tmp_path / "x.txt").exists()
    assert json.loads((out / site.RECORD).read_text())["schema"] == site.SCHEMA


def test_the_paths_are_known_before_anything_is_made(pages, decided):
    assert sorted(path for path in site.paths([one.id for one in decided]) if path.endswith(".html")) == sorted(pages)
    assert {path for path, _ in PAGES} <= set(pages)
