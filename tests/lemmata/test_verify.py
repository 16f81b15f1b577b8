"""`lemmata verify`, with a stand-in for the checkers: selection, rows, exit codes, JSON, interruption."""

import json
import re
from dataclasses import replace

import pytest

from lemmata.cli import INTERRUPTED
from theorems.catalogue import entries

CORE = [entry.id for entry in entries() if entry.core]

GOOD = """from theorems.hypotheses import Smooth
from theorems.language import *
L, u = constants('L'), points('u')
theorem = Theorem(given=[Smooth(L)], claim=norm_sq(grad(u)) <= 2 * L * (f(u) - f_star))
"""


def shown(answer):
    return list(dict.fromkeys(result["theorem"] for result in json.loads(answer.out)["results"]))


def test_without_arguments_the_core_set(lemmata, checkers):
    assert shown(lemmata("verify", "--json")) == CORE


@pytest.mark.parametrize(
    ("arguments", "chosen"),
    [
        (["pl-gd"], ["pl-gd"]),
        (["pl-gd", "descent-lemma", "pl-gd"], ["pl-gd", "descent-lemma"]),
        (["--all"], [entry.id for entry in entries()]),
        (["--theme", "stochastic"], [entry.id for entry in entries() if entry.theme == "stochastic"]),
        (["--theme", "first-order", "--theme", "stochastic"], [entry.id for entry in entries() if entry.theme in ("first_order", "stochastic")]),
        (["pl-gd", "--theme", "stochastic"], ["pl-gd", *(entry.id for entry in entries() if entry.theme == "stochastic")]),
    ],
)
def test_what_is_selected(lemmata, checkers, arguments, chosen):
    assert shown(lemmata("verify", *arguments, "--json")) == chosen


def test_files_and_ids_together(lemmata, checkers, tmp_path, monkeypatch):
    (tmp_path / "my_bound.py").write_text(GOOD)
    monkeypatch.chdir(tmp_path)
    assert shown(lemmata("verify", "my_bound.py", "pl-gd", "--json")) == ["my-bound", "pl-gd"]


def test_two_files_of_one_name_are_refused(lemmata, checkers, tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "mine.py").write_text(GOOD)
    answer = lemmata("verify", str(tmp_path / "a/mine.py"), str(tmp_path / "b/mine.py"))
    assert (answer.code, answer.out) == (2, "")
    assert 'two theorems are called "mine"' in answer.err


def test_every_bad_file_is_named_before_anything_runs(lemmata, checkers, tmp_path):
    (tmp_path / "good.py").write_text(GOOD)
    (tmp_path / "word.py").write_text(GOOD.replace("grad", "grd"))
    (tmp_path / "float.py").write_text(GOOD.replace("<= 2", "<= 0.5"))
    answer = lemmata("verify", *(str(tmp_path / f"{name}.py") for name in ("good", "word", "float")))
    assert (answer.code, answer.out) == (2, "")
    assert checkers.options is None
    assert re.findall(r"(\w+)\.py:4: ", answer.err) == ["word", "float"]
    assert 'Did you mean "grad"?' in answer.err
    assert "Rational(1, 2)" in answer.err


def test_every_unknown_word_of_the_command_line_is_named(lemmata, checkers):
    answer = lemmata("verify", "pl-dg", "nowhere/x.py", "--theme", "stochastc")
    assert (answer.code, answer.out) == (2, "")
    assert len(answer.err.splitlines()) == 3


def test_options_reach_the_checkers_and_nothing_else_does(lemmata, checkers):
    lemmata("verify", "pl-gd", "--seeds", "3", "--alpha", "1e-3", "--set", "eta=0.1/L", "--set", "mu=1", "--problem", "quadratic", "--json")
    assert checkers.options == checkers.Options(seeds=3, alpha=1e-3, settings=("eta=0.1/L", "mu=1"), problems=("quadratic",))


@pytest.mark.parametrize(
    ("verdicts", "arguments", "code"),
    [
        (["SUPPORTED"], [], 0),
        (["PROVED"], [], 0),
        (["SUPPORTED", "REFUTED"], [], 1),
        (["VACUOUS", "REFUTED"], [], 2),
        (["ERROR", "REFUTED"], [], 3),
        (["INCONCLUSIVE", "SUPPORTED"], [], 4),
        (["NOT APPLICABLE", "SUPPORTED"], [], 4),
        (["INCONCLUSIVE", "REFUTED"], [], 1),
        (["INCONCLUSIVE", "SUPPORTED"], ["--allow-undecided"], 0),
        (["INCONCLUSIVE", "REFUTED"], ["--allow-undecided"], 1),
    ],
)
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_exit_codes(lemmata, checkers, verdicts, arguments, code, form):
    checkers.verdicts = verdicts
    answer = lemmata("verify", "pl-gd", *arguments, *form)
    assert answer.code == code
    if form:
        assert json.loads(answer.out)["exit_code"] == code


def test_nothing_selected(lemmata, checkers, monkeypatch):
    monkeypatch.setattr("lemmata.selection.entries", lambda: ())
    answer = lemmata("verify")
    assert (answer.code, answer.out, answer.err) == (5, "", "lemmata: nothing is selected.\n")


def test_a_refusal_of_the_checkers_is_bad_input(lemmata, checkers):
    answer = lemmata("verify", "--replay", "old.json")
    assert (answer.code, answer.out, answer.err) == (2, "", "lemmata: old.json: the statement has changed since.\n")


@pytest.mark.parametrize("other", [["pl-gd"], ["--all"], ["--seed", "1"], ["--set", "eta=1"]])
def test_a_replay_takes_nothing_else(lemmata, checkers, other):
    answer = lemmata("verify", "--replay", "old.json", *other)
    assert (answer.code, answer.out) == (2, "")
    assert "--replay repeats one evidence file" in answer.err


def test_rows_stand_in_the_order_of_the_claims(lemmata, checkers):
    checkers.verdicts = ["SUPPORTED", "INCONCLUSIVE"]
    checkers.results = reversed
    answer = lemmata("verify", "pl-gd", "descent-lemma")
    assert [line.split()[0] for line in answer.out.splitlines() if re.search("SUPPORTED|INCONCL", line)] == ["pl-gd", "pl-gd"] + ["descent-lemma"] * 2
    assert "    A reason in one sentence." in answer.out.splitlines()
    assert answer.out.splitlines()[-1] == "4 claims: 2 supported, 2 inconclusive, none refuted.   seed 0, α 1e-6"


def test_a_counterexample_can_be_checked_by_hand(lemmata, checkers):
    checkers.verdicts = ["REFUTED", "SUPPORTED"]
    out = lemmata("verify", "pl-gd").out
    for line in (
        "    counterexample, exact:",
        "      claim       f(x_t) − f⋆ ≤ (1−ημ)^t (f(x₀)−f⋆)",
        "      function    f(x) = x²/2 on ℝ",
        "      constants   L = 1, σ = 1, η = 1",
        "      step        T = 3",
        "      sides       left 2/3 > right 1/2   (margin 1/6)",
        "      again       lemmata verify --replay .lemmata/x.json",
    ):
        assert line in out.splitlines()


def test_a_counterexample_by_draws_says_at_which_level(lemmata, checkers):
    said = "refuted at level α = 1e-6 (candidate 1, with 1/2 of α): e-value 3e+06, at least 2e+06, from 850 draws"
    by_draws = {"exact": False, "alpha": 1e-6, "e_value": 3e6, "draws": "850 runs", "statistics": {"said": said}}
    checkers.verdicts = ["REFUTED", "SUPPORTED"]
    checkers.results = lambda results: (replace(r, counterexample={**r.counterexample, **by_draws}) if r.counterexample else r for r in results)
    lines = lemmata("verify", "pl-gd").out.splitlines()
    assert "    counterexample, by draws at level α = 1e-6:" in lines
    assert "      draws       850 runs" in lines
    assert any(line.startswith("      level       refuted at level α = 1e-6") for line in lines)
    (refuted, *_) = json.loads(lemmata("verify", "pl-gd", "--json").out)["results"]
    assert "α = 1e-06" in refuted["guarantee"]
    assert refuted["counterexample"]["exact"] is False


def interrupt(results):
    yield results[0]
    raise KeyboardInterrupt


def test_an_interruption_leaves_valid_json(lemmata, checkers):
    checkers.results = interrupt
    answer = lemmata("verify", "pl-gd", "--json")
    assert answer.code == INTERRUPTED
    document = json.loads(answer.out)
    assert [result["claim"] for result in document["results"]] == [0]
    assert document["exit_code"] == INTERRUPTED


def test_an_interruption_leaves_what_is_done(lemmata, checkers):
    checkers.results = interrupt
    answer = lemmata("verify", "pl-gd")
    assert answer.code == INTERRUPTED
    assert "interrupted; 1 claim: 1 supported, none refuted." in answer.out


def test_an_interruption_before_the_first_claim_leaves_an_empty_document(lemmata, monkeypatch):
    def interrupted(chosen):
        raise KeyboardInterrupt

    monkeypatch.setattr("lemmata.run.load_all", interrupted)
    answer = lemmata("verify", "pl-gd", "--json")
    assert answer.code == INTERRUPTED
    document = json.loads(answer.out)
    assert (document["results"], document["exit_code"]) == ([], INTERRUPTED)


def strict(text):
    return json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is not JSON"))


def test_json_has_the_schema_and_no_nan(lemmata, checkers):
    from dataclasses import replace

    checkers.results = lambda results: [replace(results[0], sharpness=float("nan")), replace(results[1], sharpness=float("inf"))]
    document = strict(lemmata("verify", "pl-gd", "--seed", "5", "--json").out)
    assert list(document) == ["schema", "versions", "seed", "alpha", "resumed", "results", "summary", "exit_code"]
    assert (document["schema"], document["seed"], document["alpha"]) == ("lemmata/1", 5, 1e-6)
    assert document["summary"]["claims"] == document["summary"]["SUPPORTED"] == 2
    assert {"lemmata", "python", "sympy", "numpy", "torch"} <= set(document["versions"])
    first, second = document["results"]
    assert {"theorem", "claim", "latex", "digest", "verdict", "reason", "sharpness", "instances", "counterexample", "readers", "seconds"} <= set(
        first
    )
    assert set(first["readers"]) == {"proof", "experiment", "worst_case"}
    assert (first["sharpness"], second["sharpness"]) == (None, "oo")


@pytest.mark.parametrize(("color", "coloured"), [("auto", False), ("never", False), ("always", True)])
def test_colour(lemmata, checkers, color, coloured):
    assert ("\x1b[" in lemmata("verify", "pl-gd", "--color", color).out) == coloured


def test_no_color_is_honoured_on_a_terminal(monkeypatch):
    import sys

    from lemmata.terminal import terminal

    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert terminal("auto").colour
    monkeypatch.setenv("NO_COLOR", "1")
    assert not terminal("auto").colour
    assert terminal("always").colour


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
def test_no_row_is_wider_than_the_terminal(lemmata, checkers, monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    checkers.verdicts = ["SUPPORTED", "NOT APPLICABLE", "INCONCLUSIVE"]
    lines = lemmata("verify", "--all").out.splitlines()
    assert max(map(len, lines[:-1])) <= width


def test_json_of_a_terminal_without_unicode_is_ascii(process):
    answer = process("-m", "lemmata", "show", "pl-gd", "--json", PYTHONIOENCODING="latin-1")
    assert answer.returncode == 0
    assert answer.stdout.isascii()
    assert json.loads(answer.stdout)["theorem"]["claims"][0]["unicode"].startswith("f(x_t) − f⋆")


def test_a_theorem_is_verified_on_a_problem_of_ones_own(lemmata, tmp_path, monkeypatch):
    monkeypatch.setenv("LEMMATA_HOME", str(tmp_path))
    file = tmp_path / "mine.py"
    file.write_text("import torch, lemmata\nbowl = lemmata.problem(lambda x: (x * x).sum() / 2, 2)\n")
    done = lemmata("verify", "gd-one-step-decrease", "--problem", f"{file}:bowl", "--rounds", "0", "--instances", "1")
    assert done.code == 4
    assert "with constants of Smooth(L) that are only observed" in " ".join(done.out.split())
    wrong = lemmata("verify", "gd-one-step-decrease", "--problem", f"{file}:bowls")
    assert wrong.code == 2
    assert 'there is no problem "bowls". Did you mean "bowl"?' in wrong.err
