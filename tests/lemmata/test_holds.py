"""`lemmata.assert_holds`: what it takes, what it returns, what it says."""

import json
import os
import shlex

import pytest

import lemmata as front_door
from lemmata.holds import assert_holds
from theorems.catalogue import load, lookup
from theorems.errors import CatalogueError
from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, f_star, grad, norm_sq, points

GOOD = """from theorems.hypotheses import Smooth
from theorems.language import *
L, u = constants('L'), points('u')
theorem = Theorem(given=[Smooth(L)], claim=norm_sq(grad(u)) <= 2 * L * (f(u) - f_star))
"""
L, u = constants("L"), points("u")
FALSE = Theorem(given=[Smooth(L)], claim=norm_sq(grad(u)) <= L * (f(u) - f_star))


def test_it_is_public():
    assert front_door.assert_holds is assert_holds


def test_whatever_names_a_theorem(checkers, tmp_path):
    (tmp_path / "mine.py").write_text(GOOD)
    named = ["pl-gd", str(tmp_path / "mine.py"), tmp_path / "mine.py", lookup("pl-gd"), load(lookup("pl-gd")), FALSE]
    assert [assert_holds(one)[0].theorem for one in named] == ["pl-gd", "mine", "mine", "pl-gd", "pl-gd", "theorem"]


def test_options_reach_the_checkers(checkers):
    assert_holds("pl-gd", instances=3, seeds=4, steps=5, seed=6, alpha=0.01, budget=7.0, settings=["eta=0.1/L"])
    assert checkers.options == checkers.Options(3, 4, 5, 6, alpha=0.01, budget=7.0, settings=("eta=0.1/L",))
    assert_holds("pl-gd")
    assert checkers.options == checkers.Options()


@pytest.mark.parametrize("verdict", ["REFUTED", "VACUOUS", "ERROR", "INCONCLUSIVE", "NOT APPLICABLE"])
def test_what_does_not_hold(checkers, verdict):
    checkers.verdicts = ["SUPPORTED", verdict]
    with pytest.raises(AssertionError, match=f"pl-gd, claim 2 of 2, is {verdict}: ") as failed:
        assert_holds("pl-gd")
    assert "claim 1 of 2" not in str(failed.value)
    assert "η ≤ 1/L" in str(failed.value)


def test_undecided_claims_can_be_allowed_and_others_not(checkers):
    checkers.verdicts = ["INCONCLUSIVE", "NOT APPLICABLE"]
    assert [result.verdict.value for result in assert_holds("pl-gd", allow_undecided=True)] == checkers.verdicts
    checkers.verdicts = ["INCONCLUSIVE", "VACUOUS"]
    with pytest.raises(AssertionError, match="claim 2 of 2, is VACUOUS"):
        assert_holds("pl-gd", allow_undecided=True)


@pytest.mark.parametrize(
    ("arguments", "options", "error", "said"),
    [
        ("pl-dg", {}, CatalogueError, 'Did you mean "pl-gd"'),
        ("nowhere/x.py", {}, CatalogueError, "there is no such file"),
        ("pl-gd", {"budget": 0}, None, "budget is 0: it must be"),
        ("pl-gd", {"instances": 0}, None, "instances is 0: it must be at least 1"),
        (3, {}, TypeError, "3 is no theorem"),
    ],
)
def test_bad_input_is_one_message(checkers, arguments, options, error, said):
    with pytest.raises(error or checkers.UsageError, match=said) as raised:
        assert_holds(arguments, **options)
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__ or error is TypeError


def test_a_theorem_without_a_file_is_refuted_whole_and_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setenv("LEMMATA_HOME", str(tmp_path))
    with pytest.raises(AssertionError) as failed:
        assert_holds(FALSE, instances=2)
    text = str(failed.value)
    assert text.startswith("theorem, claim 1 of 1, is REFUTED: left ")
    assert all(part in text for part in ("f is L-smooth", "‖∇f(u)‖² ≤ L(f(u)−f⋆)", "function ", "L = ", "u = ", "cannot be replayed"))
    assert "--replay" not in text
    assert list(tmp_path.iterdir()) == []
    assert os.environ["LEMMATA_HOME"] == str(tmp_path)


def test_a_draft_stands_in_no_file_either(tmp_path, monkeypatch):
    monkeypatch.setenv("LEMMATA_HOME", str(tmp_path))
    with pytest.raises(AssertionError, match=r"gradients, claim 1 of 1, is REFUTED(?s:.*)cannot be replayed"):
        assert_holds(front_door.draft(FALSE, "gradients"), instances=2)
    assert list(tmp_path.iterdir()) == []


def test_a_refuted_file_can_be_replayed_from_a_folder_with_a_space(lemmata, tmp_path, monkeypatch):
    home = tmp_path / "a home"
    monkeypatch.setenv("LEMMATA_HOME", str(home))
    (tmp_path / "mine.py").write_text(GOOD.replace("2 * L", "L"))
    with pytest.raises(AssertionError) as failed:
        assert_holds(tmp_path / "mine.py", instances=2)
    (again,) = [line.split("again", 1)[1].strip() for line in str(failed.value).splitlines() if line.strip().startswith("again")]
    command, *arguments = shlex.split(again)
    answer = lemmata(*arguments, "--json")
    assert (command, answer.code) == ("lemmata", 1)
    assert json.loads(answer.out)["results"][0]["verdict"] == "REFUTED"


def test_frames_of_ours_are_hidden(checkers):
    checkers.verdicts = ["REFUTED"]
    with pytest.raises(AssertionError) as failed:
        assert_holds("pl-gd")
    shown = [entry.path.name for entry in failed.traceback if not entry.ishidden(failed)]
    assert shown == ["test_holds.py"]
