"""`lemmata list`."""

import json
import re

import pytest

from theorems.catalogue import entries, load, lookup


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
    assert max(map(len, table)) <= max(width, 8 + max(len(e.id) for e in entries()) + max(len(e.theme) for e in entries()) + 12)


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


def columns(line):
    """The cells of a row of a Markdown table."""
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def test_the_table_of_results_in_markdown(lemmata, kept):
    kept(load(lookup("pl-gd")), 0, "SUPPORTED", sharpness=0.99999)
    kept(load(lookup("pl-gd")), 1, "REFUTED")
    header, rule, *rows = lemmata("list", "--markdown").out.splitlines()
    assert columns(header) == ["theorem", "claim", "verdict", "sharpness", "source"]
    assert columns(rule) == ["---"] * 5
    assert [columns(row)[0].split("`")[1] for row in rows] == [entry.id for entry in entries()]
    assert all(len(columns(row)) == 5 for row in rows)
    (told,) = (columns(row) for row in rows if row.startswith("| `pl-gd`:"))
    assert told[1] == "`f(x_t) − f⋆ ≤ (1−ημ)^t (f(x₀)−f⋆)`<br>`f(x_{t+1}) − f⋆ ≤ (1−2ημ(1−Lη/2))(f(x_t)−f⋆)`"
    assert told[2:] == ["SUPPORTED<br>REFUTED", "0.9999<br>–", "Polyak (1963); Karimi, Nutini & Schmidt (2016)."]


def test_bars_in_a_table_are_escaped(lemmata):
    rows = lemmata("list", "--markdown", "--theme", "adaptive").out.splitlines()
    (row,) = (row for row in rows if row.startswith("| `adam-update-bound`"))
    assert r"`\|x_{t−1}−x_t\| ≤" in row


def test_the_table_of_results_in_latex(lemmata, kept):
    kept(load(lookup("pl-gd")), 0, "NOT APPLICABLE", sharpness="1/2")
    tex = lemmata("list", "--latex", "--theme", "overparameterized").out
    assert tex.isascii()
    assert tex.startswith(r"% needs: \usepackage{amsmath,amssymb,array,booktabs,longtable}")
    assert len(re.findall(r"(?<!\\)\$", tex)) % 2 == 0
    for name in ("longtable", "aligned"):
        assert tex.count(rf"\begin{{{name}}}") == tex.count(rf"\end{{{name}}}") > 0
    body = tex.split(r"\endlastfoot")[1]
    claims = [line for line in body.splitlines() if line.startswith("$")]
    assert len(claims) == sum(len(load(entry).theorem.claims) for entry in entries() if entry.theme == "overparameterized")
    assert all(re.search(r" & [a-z -]+ & [-0-9./]+ \\\\\*?\[3pt\]$", line) for line in claims)
    assert sum("& not applicable & 1/2" in line for line in claims) == 1
    assert r"\texttt{pl-gd}: \textit{Gradient descent converges linearly under the Polyak--\L{}ojasiewicz inequality.}" in tex


def test_the_table_of_results_on_a_terminal(lemmata, kept):
    kept(load(lookup("descent-lemma")), 1, "SUPPORTED", sharpness="1")
    header, *rows = lemmata("list", "--verdicts", "--theme", "first_order").out.splitlines()
    assert header.split() == ["theorem", "claim", "verdict", "sharpness", "attained", "by"]
    assert [row.split()[-1] for row in rows if row.startswith(" descent-lemma")] == ["–", "1"]


def test_json_with_verdicts(lemmata, kept):
    kept(load(lookup("descent-lemma")), 1, "SUPPORTED", sharpness="1")
    found = {one["id"]: one for one in json.loads(lemmata("list", "--verdicts", "--json").out)["theorems"]}
    assert list(found) == [entry.id for entry in entries()]
    first, second = found["descent-lemma"]["claims"]
    assert first["status"] is None
    assert (second["status"]["verdict"], second["status"]["sharpness"], second["status"]["seed"]) == ("SUPPORTED", "1", 5)
    assert second["latex"].startswith(r"f(v) \geq f(u)")


@pytest.mark.parametrize("given", [("--markdown", "--latex"), ("--latex", "--json"), ("--markdown", "--json")])
def test_two_forms_exclude_each_other(lemmata, given):
    answer = lemmata("list", *given)
    assert (answer.code, answer.out) == (2, "")
    assert f"{' and '.join(given)} exclude each other" in answer.err
