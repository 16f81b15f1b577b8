"""The atlas of sharpness, against evidence written by hand and against that of a small run."""

import pytest

from checkers import evidence
from checkers.evidence import QUICK
from checkers.verdict import Verdict
from checkers.verify import result_of
from paper_figures.drawing import svg
from paper_figures.figure import Setup
from paper_figures.figures import sharpness_atlas
from paper_figures.figures.sharpness_atlas import figure, numbers
from theorems.catalogue import entries, load, load_all, lookup

SHARPNESS = {
    ("descent-lemma", 0): ("1", "library: quadratic"),
    ("pl-gd", 0): (0.999966, "climb: piecewise"),
    ("adam-log-sum-lemma", 0): (0.25, "drawn"),
}
NONE = {("ttl-hessian", 0): "equality", ("ttl-hessian", 2): "growth", ("adam-reddi", 1): "no scale"}


@pytest.fixture(scope="module")
def catalogue():
    return load_all(entries())


def _write(one, number, share, found_by, inside="", seed=0, verdict="SUPPORTED"):
    digest = one.theorem.digest(one.theorem.claims[number])
    attained = None if found_by is None else {"case": {"found_by": found_by}}
    counts = dict.fromkeys(("cases", "comparisons", "apparent_violations", "near_ties", "exact_ties", "undecided"), 1)
    found = {"verdict": verdict, "reason": "written by hand", "families": ["quadratic"], **counts, "attained_by": attained}
    result = result_of(one, number, Verdict(verdict), "written by hand", sharpness=share, readers={"experiment": found})
    content = {
        "schema": "lemmata-evidence/1",
        "seed": seed,
        "alpha": 1e-6,
        "path": str(one.entry.path.resolve()),
        "mutant": None,
        "options": {"instances": 9, "seeds": 8, "steps": 7, "rounds": 6, "without": ["climb"] if inside else []},
        "result": result.as_json(),
    }
    evidence.write(evidence.name_of(one.entry.id, number, digest), content, inside)


def _write_all(catalogue, inside="", but=()):
    for one in catalogue:
        for number in range(len(one.theorem.claims)):
            place = (one.entry.id, number)
            share, found_by = (None, None) if place in NONE else SHARPNESS.get(place, (0.5, "hypothesis: huber"))
            if place not in but:
                _write(one, number, share, found_by, inside)


@pytest.fixture
def untried(monkeypatch):
    """Nothing is tried; what would be is told by (theorem, folder)."""
    asked = []
    monkeypatch.setattr(sharpness_atlas, "completed", lambda chosen, options: asked.extend((one.entry.id, options.inside) for one in chosen) or [])
    return asked


def test_there_is_a_row_for_each_claim_and_it_says_what_the_evidence_says(catalogue):
    _write_all(catalogue)
    found = numbers(Setup())
    assert list(zip(found.cells("theorem"), found.cells("claim"), strict=True)) == [
        (one.entry.id, number) for one in catalogue for number in range(len(one.theorem.claims))
    ]
    told = {(row[1], row[2]): row for row in found.rows}
    shares, ties, who, why = (found.columns.index(name) for name in ("sharpness", "tie", "attained_by", "reason"))
    assert [told["descent-lemma", 0][place] for place in (shares, ties, who, why)] == [1.0, 1, "library", None]
    assert [told["pl-gd", 0][place] for place in (shares, ties, who, why)] == [0.999966, 0, "climb", None]
    assert [told["adam-log-sum-lemma", 0][place] for place in (shares, ties, who, why)] == [0.25, 0, "hypothesis", None]
    for place, reason in NONE.items():
        assert [told[place][column] for column in (shares, ties, who, why)] == [None, None, None, reason]
    assert set(found.cells("evidence")) == {"full"}
    assert found.made == {"effort 1": f"full evidence of {len(found.rows)} claims: 9 instances, 8 seeds, 7 steps, 6 rounds, seed 0"}


def test_a_refuted_claim_says_so(catalogue):
    _write_all(catalogue)
    one = load(lookup("pl-gd"))
    _write(one, 0, None, None, verdict="REFUTED")
    found = numbers(Setup()).where(theorem="pl-gd", claim=0)
    assert (found.cells("verdict"), found.cells("reason")) == (["REFUTED"], ["refuted"])


def test_a_quick_atlas_takes_the_whole_evidence_where_there_is_some(catalogue, untried):
    _write_all(catalogue, but=[("nesterov-convex", 0)])
    _write_all(catalogue, inside=QUICK)
    _write(load(lookup("descent-lemma")), 0, 0.125, "climb: waves", inside=QUICK)
    found = numbers(Setup(quick=True))
    assert found.where(theorem="descent-lemma", claim=0).cells("sharpness") == [1.0]
    assert found.where(evidence="quick").cells("theorem") == ["nesterov-convex"]
    assert sorted(found.made.values())[1].startswith("quick evidence of 1 claims: 9 instances")
    assert untried == [("nesterov-convex", QUICK)]


def test_a_whole_atlas_does_not_take_quick_evidence(catalogue, untried):
    _write_all(catalogue, inside=QUICK)
    found = numbers(Setup())
    assert set(found.cells("evidence")) == {None}
    assert untried == [(one.entry.id, "") for one in catalogue]


def test_two_runs_draw_the_same_and_the_second_tries_nothing(monkeypatch):
    """One theorem is really tried; its other evidence, written afterwards, is drawn instead."""
    one = lookup("ttl-linearisation")
    monkeypatch.setattr(sharpness_atlas, "entries", lambda: (one,))
    first = numbers(Setup(quick=True))
    assert set(first.cells("evidence")) == {"quick"}
    assert all(0.5 < share <= 1 for share in first.cells("sharpness"))
    assert list(evidence.folder().glob("*.json")) == []
    kept = {file: file.read_bytes() for file in evidence.folder(QUICK).glob("*.json")}
    again = numbers(Setup(quick=True))
    assert (again, again.csv()) == (first, first.csv())
    assert svg(figure, again) == svg(figure, first)
    assert {file: file.read_bytes() for file in evidence.folder(QUICK).glob("*.json")} == kept
    _write(load(one), 0, "1", "library: two_layer_output")
    mixed = numbers(Setup(quick=True))
    assert mixed.cells("evidence") == ["full", "quick", "quick", "quick", "quick"]
    assert mixed.cells("tie") == [1, 0, 0, 0, 0]
