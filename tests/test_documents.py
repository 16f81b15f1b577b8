"""What the documents tell people to write is run as it is written."""

import re
import sys
from pathlib import Path

import pytest

import lemmata

DOCS = Path(__file__).resolve().parents[1] / "docs"


def blocks(name, language):
    return re.findall(rf"```{language}\n(.*?)```", (DOCS / name).read_text(encoding="utf-8"), re.S)


@pytest.mark.parametrize(("name", "most"), [("strategies.md", 60), ("own_problem.md", 70)])
def test_a_document_is_short(name, most):
    assert len((DOCS / name).read_text(encoding="utf-8").splitlines()) <= most


def test_the_property_in_the_document_finds_the_mistake_and_shrinks_as_it_says(monkeypatch):
    first, second = blocks("strategies.md", "python")
    (printed,) = blocks("strategies.md", "text")
    space = {}
    exec(first, space)
    with pytest.raises(AssertionError) as failure:
        space["test_a_step_never_increases_f"]()
    notes = "\n".join(failure.value.__notes__)
    assert printed.strip() in notes
    again = eval(printed.strip().removeprefix("problem="), {"lemmata": lemmata})
    assert again.formula == "f(x) = x^2/2 on R"
    exec(second, space)
    space["test_the_gradient_vanishes_at_the_minimiser"]()


def test_the_problems_of_the_document_are_made_and_decided(tmp_path, monkeypatch):
    monkeypatch.setenv("LEMMATA_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "path", [*sys.path])
    space = {}
    for block in blocks("own_problem.md", "python"):
        exec(block, space)
    assert "certified: smooth" in space["linear"].notes[-1]
    assert "nothing but the infimum's lower bound" in space["network"].notes[-1]
    options = lemmata.Options(problems=(space["network"],), instances=2, rounds=0)
    found = list(lemmata.verify([lemmata.load(lemmata.lookup("gd-nonconvex-rate"))], options))
    assert {result.verdict.name for result in found} == {"INCONCLUSIVE"}
    assert all("only observed" in result.reason for result in found)
