"""True statements against stored cases that are none of theirs: every number of a case must be of its kind, and a run of its own horizon."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checkers.evidence import EvidenceError
from checkers.replay import replay
from checkers.verdict import Verdict
from checkers.verify import Options, results
from theorems.catalogue import entry_for_file, load

HEAD = '''"""A statement."""
from theorems.hypotheses import *
from theorems.language import *
from theorems.methods import *
L, eta, sigma = constants("L eta sigma")
b = naturals("b")
'''
CONVEX = "given=[Smooth(L), Convex()], method=GradientDescent(step=1/L)"
BOWL = "given=[Smooth(L), StronglyConvex(L)], method=GradientDescent(step=1/(L*T))"
NOISY = "given=[Smooth(L), Quadratic(), StronglyConvex(L), BoundedVariance(sigma)], method=SGD(step=1/L)"
WHOLE = "given=[Smooth(L), Convex(), 2*eta*L <= b], method=GradientDescent(step=eta)"

Edit = Callable[[dict[str, Any]], object]


def no_horizon(example: dict[str, Any]) -> None:
    example["spot"].update(t=0, T=0)


def another_horizon(example: dict[str, Any]) -> None:
    example["spot"].update(T=1)
    example["case"].update(steps=8)


def any_point_for_a_minimiser(example: dict[str, Any]) -> None:
    example["case"].update(minimiser=None, points={"x_star": ["100"] * len(example["case"]["start"])})


def a_negative_deviation(example: dict[str, Any]) -> None:
    example["case"].update(noise={"kind": "gaussian", "atoms": [], "scale": "-1"})
    example["case"]["constants"].update(sigma="1/1000")


def half_a_natural(example: dict[str, Any]) -> None:
    example["case"]["constants"].update(b="3/2", eta="3/4", L="1")


SWAPPED: dict[str, tuple[str, str, str, Edit]] = {  # the head; a true bound; a false one, whose counterexample is edited
    "T = 0": (CONVEX, "f(x[T]) - f_star <= L*norm_sq(x[0] - x_star)/4", "f(x[T]) - f_star <= L*norm_sq(x[0] - x_star)/8", no_horizon),
    "the run of another T": (
        BOWL,
        "norm_sq(x[T] - x_star) <= (1 - 1/T)**(2*T)*norm_sq(x[0] - x_star)",
        "norm_sq(x[T] - x_star) <= (1 - 1/T)**(2*T)*norm_sq(x[0] - x_star)/2",
        another_horizon,
    ),
    "no minimiser": (
        CONVEX,
        "norm_sq(x[1] - x_star) <= norm_sq(x[0] - x_star)",
        "norm_sq(x[1] - x_star) <= norm_sq(x[0] - x_star)/2",
        any_point_for_a_minimiser,
    ),
    "a standard deviation of -1": (
        NOISY,
        "E(norm_sq(x[1] - x_star)) <= sigma**2/L**2",
        "E(norm_sq(x[1] - x_star)) <= sigma**2/(2*L**2)",
        a_negative_deviation,
    ),
    "b = 3/2": (WHOLE, "2*eta*L <= b", "eta*L <= b/4", half_a_natural),
}


def outcome(evidence: str) -> str:
    """The verdict of a replay, or that it was refused."""
    try:
        return replay(evidence).verdict.value
    except EvidenceError:
        return "refused"


@pytest.mark.parametrize("name", SWAPPED)
def test_a_true_statement_survives_what_is_no_case_of_it(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEMMATA_HOME", str(tmp_path / "home"))
    head, true, false, edit = SWAPPED[name]
    file, stored = tmp_path / "statement.py", tmp_path / "evidence.json"
    file.write_text(f"{HEAD}theorem = Theorem({head}, claim={false})\n")
    (found,) = results(load(entry_for_file(file)), Options(instances=4, rounds=1))
    assert found.verdict is Verdict.REFUTED, found.reason
    assert found.evidence is not None
    assert replay(found.evidence).verdict is Verdict.REFUTED
    content = json.loads(Path(found.evidence).read_text())
    file.write_text(f"{HEAD}theorem = Theorem({head}, claim={true})\n")
    theorem = load(entry_for_file(file)).theorem
    content["result"]["digest"] = theorem.digest(theorem.claims[0])
    edit(content["result"]["counterexample"])
    stored.write_text(json.dumps(content))
    assert outcome(str(stored)) in ("refused", "INCONCLUSIVE")
