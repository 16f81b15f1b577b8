"""Theorems on problems of one's own: exact verdicts on certified ones, at most INCONCLUSIVE on others, and files that hold them."""

import pytest
import torch
from torch import nn

import lemmata
from checkers.own_problems import brought
from checkers.replay import replay
from checkers.verify import Options, UsageError, verify
from theorems.catalogue import load, lookup

X = torch.tensor([[1.0, 0.0], [0.0, 0.5], [1.0, 1.0]], dtype=torch.float64)
LINEAR = lemmata.problem_of(nn.Linear(2, 1, bias=False), X, torch.tensor([1.0, 0.0, -1.0]), name="mine")

FILE = """
import torch, lemmata
mine = lemmata.problem(lambda x: (x * x).sum() / 2, 2)
number = 3
"""


@pytest.fixture(autouse=True)
def _evidence(tmp_path, monkeypatch):
    monkeypatch.setenv("LEMMATA_HOME", str(tmp_path / "home"))


def decided(id, problem, **more):
    return list(verify([load(lookup(id))], Options(**{"problems": (problem,), "instances": 2, "steps": 8, "rounds": 1, **more})))


def test_a_true_theorem_holds_on_certified_data_and_tells_its_sharpness():
    results = decided("pl-gd", LINEAR)
    assert [result.verdict.name for result in results] == ["SUPPORTED", "SUPPORTED"]
    assert all(result.sharpness > 0.9 and result.attained_by.startswith("mine") for result in results)


def test_a_false_one_is_refuted_on_the_very_data_and_replayed_without_them():
    (result,) = decided("pl-gd.mutant-1", LINEAR)
    assert result.verdict.name == "REFUTED"
    assert result.counterexample["case"]["parameters"]["rows"] == [["1", "0"], ["0", "1/2"], ["1", "1"]]
    assert replay(result.evidence).verdict.name == "REFUTED"


def false(x):
    return (x * x).sum() / 2


@pytest.mark.parametrize("id", ["pl-gd", "pl-gd.mutant-1"])
def test_code_is_never_decided_whatever_is_declared(id):
    problem = lemmata.problem(false, 2, L=1, mu=1, lower_bound=0)
    results = decided(id, problem)
    assert {result.verdict.name for result in results} == {"INCONCLUSIVE"}
    violated = id != "pl-gd"
    assert all(("looks violated on f = false on R^2" in result.reason) == violated for result in results)


def test_a_constant_that_is_declared_too_small_refutes_nothing():
    """Between the sampled points the curvature is larger than declared; the theorem is true."""

    def bump(x):
        return (x * x).sum() / 2 + torch.exp(-(((x - 3.123) * 1e4) ** 2)).sum()

    problem = lemmata.problem(bump, 1, L="1.01")
    assert problem.instance.facts["smooth"].value.high == 101 / 100 or problem.L == 1.01
    (result, *_) = decided("gd-nonconvex-rate", problem)
    assert result.verdict.name == "INCONCLUSIVE"


def test_what_a_problem_lacks_is_said():
    logistic = lemmata.problem_of(nn.Linear(2, 1), X, [1, -1, 1], "logistic", name="labels")
    (result, *_) = decided("pl-gd", logistic)
    assert result.verdict.name == "NOT_APPLICABLE"
    assert result.reason == "labels does not certify PL"


def test_a_random_method_draws_the_samples_of_the_data():
    (result, *_) = decided("sgd-nonconvex-rate", LINEAR, seeds=4)
    assert result.verdict.name == "SUPPORTED"


def test_a_file_holds_a_problem(tmp_path):
    file = tmp_path / "own.py"
    file.write_text(FILE)
    found = brought(f"{file}:mine")
    assert (found.name, found.dimension) == ("own.py:mine", 2)
    assert brought(f"{file}:mine") is found
    assert brought("quadratic") == "quadratic"


@pytest.mark.parametrize(("name", "said"), [("own.py:minne", 'Did you mean "mine"'), ("own.py:number", "`number` is of type int"),
                                            ("away.py:mine", "no such file"), ("broken.py:mine", "broken.py:2")])  # fmt: skip
def test_what_is_wrong_with_a_file_is_said(tmp_path, name, said):
    (tmp_path / "own.py").write_text(FILE)
    (tmp_path / "broken.py").write_text("import lemmata\nmine = lemmata.nothing\n")
    with pytest.raises(UsageError, match=said):
        brought(f"{tmp_path}/{name}")


def test_other_things_are_no_problems():
    with pytest.raises(UsageError, match="not function: make one with"):
        verify([load(lookup("pl-gd"))], Options(problems=(false,)))
    with pytest.raises(UsageError, match="FILE:NAME"):
        verify([load(lookup("pl-gd"))], Options(problems=(LINEAR,), jobs=2))
