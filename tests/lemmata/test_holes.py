"""Files with a hole on the command line: listed and shown, and refused where a claim is to be decided."""

import json

import pytest

FILE = '''"""Gradient descent, with the best constant."""

from theorems.hypotheses import Convex, Smooth
from theorems.language import T, Theorem, constants, f, f_star, norm_sq, unknown, x, x_star
from theorems.methods import GradientDescent

L = constants("L")
c = unknown("c")

theorem = Theorem(
    given=[Smooth(L), Convex()],
    method=GradientDescent(step=1 / L),
    claim=f(x[T]) - f_star <= c * L * norm_sq(x[0] - x_star),
)
'''


@pytest.fixture
def best(tmp_path, monkeypatch):
    monkeypatch.setenv("LEMMATA_HOME", str(tmp_path / "evidence"))
    path = tmp_path / "best.py"
    path.write_text(FILE)
    return str(path)


@pytest.mark.parametrize("command", ["verify", "attack", "report"])
def test_a_claim_with_a_hole_is_not_decided(lemmata, best, command, tmp_path):
    further = ["--out", str(tmp_path / "pages"), "--no-figures"] if command == "report" else []
    answer = lemmata(command, best, *further)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.count("lemmata:") == 1
    assert "best: claim 1 leaves the constant c open: lemmata tighten" in answer.err


def test_a_statement_with_a_hole_is_shown(lemmata, best):
    answer = lemmata("show", best)
    assert answer.code == 0
    assert "f(x_T) − f⋆ ≤ cL ‖x₀−x⋆‖²" in answer.out
    assert "the best constant c: lemmata tighten finds it" in answer.out
    assert json.loads(lemmata("show", best, "--json").out)["theorem"]["sought"] == ["c"]
