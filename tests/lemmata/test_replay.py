"""`lemmata verify --replay`: from any folder, of any refutation, and one clear message where it cannot be."""

import json
from pathlib import Path

import pytest

FALSE = Path(__file__).resolve().parents[1] / "quality" / "statements" / "false"
SAMPLE = (
    "adagrad_lemma_one",
    "average_of_squares",
    "descent_49",
    "eq_identity_wrong",
    "exp_wrong",
    "gd_convex_1pct",
    "heavyball_monotone",
    "jensen_reversed",
    "minibatch_no_b",
    "natural_two",
    "ogd_regret_half",
    "regret_of_a_coin",
    "second_moment_false",
    "square_root_of_two_rounded",
    "strict_at_min",
    "torch_adam_growing_rate",
    "two_layer_lipschitz",
)
WRONG = '''"""A smooth function lies below its quadratic model with half of the curvature."""
from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, grad, inner, norm_sq, points
L, (u, v) = constants("L"), points("u v")
theorem = Theorem(given=[Smooth(L)], claim=f(v) <= f(u) + inner(grad(u), v - u) + L / 4 * norm_sq(v - u))
'''


def refuted(lemmata, path):
    """The evidence of a statement's first refuted claim, and its counterexample."""
    answer = lemmata("verify", str(path), "--json")
    assert answer.code == 1, answer.err
    found = next(result for result in json.loads(answer.out)["results"] if result["verdict"] == "REFUTED")
    return Path(found["evidence"]).resolve(), {**found["counterexample"], "replay": None}


@pytest.fixture
def wrong(lemmata, tmp_path, monkeypatch):
    """A wrong statement that was refuted in its own folder, by relative paths."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "half.py").write_text(WRONG)
    monkeypatch.chdir(tmp_path / "home")
    monkeypatch.setenv("LEMMATA_HOME", ".lemmata")
    return refuted(lemmata, "half.py")


def test_a_replay_works_from_any_folder_and_in_both_forms(lemmata, wrong, tmp_path, monkeypatch):
    evidence, shown = wrong
    monkeypatch.chdir(tmp_path)
    answer = lemmata("verify", "--replay", str(evidence), "--json")
    (result,) = json.loads(answer.out)["results"]
    assert (answer.code, result["verdict"], {**result["counterexample"], "replay": None}) == (1, "REFUTED", shown)
    assert result["counterexample"]["replay"] == f"lemmata verify --replay {evidence}"
    text = lemmata("verify", "--replay", str(evidence))
    assert (text.code, text.err) == (1, "")
    assert "1 claim: 1 refuted." in text.out


def test_a_theorem_file_that_is_gone_is_one_message(lemmata, wrong):
    Path("half.py").rename("other.py")
    answer = lemmata("verify", "--replay", str(wrong[0]))
    assert (answer.code, answer.out, len(answer.err.splitlines())) == (2, "", 1)
    assert "half.py" in answer.err
    assert "there is no such file" in answer.err


@pytest.mark.parametrize("change", [("L / 4", "L / 3"), ("Smooth(L)]", "Smooth(L), L <= 1]"), ("theorem = ", "theorems = "), ("theorem = ", "(")])
def test_a_changed_statement_is_refused(lemmata, wrong, change):
    Path("half.py").write_text(WRONG.replace(*change))
    answer = lemmata("verify", "--replay", str(wrong[0]))
    assert (answer.code, answer.out) == (2, "")
    assert "half.py" in answer.err
    assert "fault of lemmata" not in answer.err


@pytest.mark.parametrize(
    "change",
    [{"seed": None}, {"alpha": "x"}, {"path": 3}, {"path": "/"}, {"path": "\0"}, {"path": ""}, {"result": None}, {"schema": "lemmata-evidence/2"}],
    ids=str,
)
def test_doctored_evidence_is_one_message(lemmata, wrong, change):
    wrong[0].write_text(json.dumps({**json.loads(wrong[0].read_text()), **change}))
    answer = lemmata("verify", "--replay", str(wrong[0]))
    assert (answer.code, answer.out, len(answer.err.splitlines())) == (2, "", 1)
    assert "fault of lemmata" not in answer.err


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLE)
def test_every_kind_of_refutation_can_be_repeated_elsewhere(lemmata, tmp_path, monkeypatch, name):
    evidence, shown = refuted(lemmata, FALSE / f"{name}.py")
    monkeypatch.chdir(tmp_path)
    answer = lemmata("verify", "--replay", str(evidence), "--json")
    (result,) = json.loads(answer.out)["results"]
    assert (answer.code, result["verdict"], {**result["counterexample"], "replay": None}) == (1, "REFUTED", shown)
