"""`lemmata list`."""

import json

import pytest

from theorems.catalogue import entries


def test_every_theorem_has_its_line(lemmata):
    answer = lemmata("list")
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert [line.split()[0] for line in lines[1:-1]] == [entry.id for entry in entries()]
    assert [line.split()[0] for line in lines[1:-1] if line.split()[1] == "*"] == [entry.id for entry in entries() if entry.core]
    assert lines[-1].startswith(f"{len(entries())} theorems, {sum(entry.core for entry in entries())} of them in the core set")


@pytest.mark.parametrize("width", [40, 60, 80, 100, 160])
def test_no_line_is_wider_than_the_terminal(lemmata, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    table = lemmata("list").out.splitlines()[:-1]
    assert max(map(len, table)) <= max(width, 8 + max(len(e.id) + len(e.theme) for e in entries()) + 12)


@pytest.mark.parametrize("written", ["overparameterized", "first_order", "first-order"])
def test_a_theme(lemmata, written):
    found = json.loads(lemmata("list", "--theme", written, "--json").out)["theorems"]
    assert [entry["id"] for entry in found] == [e.id for e in entries() if e.theme == written.replace("-", "_")]


def test_a_lecture_within_a_theme(lemmata):
    found = json.loads(lemmata("list", "--theme", "overparameterized", "--lecture", "Belkin", "--json").out)
    assert found["schema"] == "lemmata/1"
    assert [entry["id"] for entry in found["theorems"]] == [e.id for e in entries() if e.theme == "overparameterized" and "belkin" in e.lectures]


def test_json_holds_what_the_docstrings_say(lemmata):
    found = {entry["id"]: entry for entry in json.loads(lemmata("list", "--json").out)["theorems"]}
    assert found["pl-gd"]["core"] is True
    assert found["pl-gd"]["lectures"] == ["orvieto", "belkin"]
    assert "Karimi" in found["pl-gd"]["source"]
    assert found["pl-gd"]["path"].endswith("theorems/overparameterized/pl_gd.py")


@pytest.mark.parametrize(
    ("option", "written", "said"),
    [
        ("--theme", "first_ordr", 'no theme is called "first_ordr". Did you mean "first_order"? There are: adaptive, first_order,'),
        ("--theme", "zzz", 'no theme is called "zzz". There are: adaptive, first_order,'),
        ("--lecture", "belkn", 'no lecture is called "belkn". Did you mean "belkin"? There are: belkin,'),
    ],
)
def test_an_unknown_choice_is_answered_with_the_known_ones(lemmata, option, written, said):
    answer = lemmata("list", option, written)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
