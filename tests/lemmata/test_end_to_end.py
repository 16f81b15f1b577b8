"""The command with the real checkers: a true theorem, a wrong one, its replay, and a replay of what has changed."""

import json

import pytest

WRONG = '''"""A smooth function lies below its quadratic model with half of the curvature."""
from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, grad, inner, norm_sq, points
L, (u, v) = constants("L"), points("u v")
theorem = Theorem(given=[Smooth(L)], claim=f(v) <= f(u) + inner(grad(u), v - u) + L / 4 * norm_sq(v - u))
'''

pytestmark = pytest.mark.slow


def test_a_true_theorem_is_not_refuted(lemmata):
    answer = lemmata("verify", "descent-lemma", "--json")
    assert (answer.code, answer.err) == (0, "")
    assert {result["verdict"] for result in json.loads(answer.out)["results"]} <= {"SUPPORTED", "PROVED"}


def test_a_refutation_can_be_repeated_until_the_statement_changes(lemmata, tmp_path):
    path = tmp_path / "half.py"
    path.write_text(WRONG)
    answer = lemmata("verify", str(path), "--json")
    assert answer.code == 1
    (result,) = json.loads(answer.out)["results"]
    shown = result["counterexample"]
    assert (result["verdict"], shown["exact"]) == ("REFUTED", True)

    again = lemmata("verify", "--replay", result["evidence"], "--json")
    assert again.code == 1
    repeated = json.loads(again.out)["results"][0]["counterexample"]
    assert {name: repeated[name] for name in ("left", "right", "function")} == {name: shown[name] for name in ("left", "right", "function")}

    path.write_text(WRONG.replace("L / 4", "L / 3"))
    refused = lemmata("verify", "--replay", result["evidence"])
    assert (refused.code, refused.out) == (2, "")
    assert "has changed" in refused.err


@pytest.mark.parametrize("option", [["--problem", "quadratc"], ["--set", "eta=1"], ["--set", "L=__import__('os')"], ["--replay", "nowhere.json"]])
def test_what_the_checkers_refuse_is_bad_input(lemmata, option):
    arguments = option if "--replay" in option else ["descent-lemma", *option]
    answer = lemmata("verify", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert "fault of lemmata" not in answer.err
