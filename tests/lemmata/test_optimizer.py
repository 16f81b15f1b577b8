"""`verify --optimizer`: which theorems a class is asked about, what is told, replay, and what is wrong with the words."""

import json

import pytest

RIGHT = "p.add_(p.grad, alpha=-group['lr'])"
FILE = """import torch
class Mine(torch.optim.Optimizer):
    def __init__(self, params, lr):
        super().__init__(params, dict(lr=lr))
    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            for p in group["params"]:
                {line}
class NoOptimizer: pass
"""
QUICK = ("--instances", "3", "--steps", "4", "--rounds", "0", "--problem", "quadratic")


@pytest.fixture
def module(tmp_path, monkeypatch, request):
    """A module of a name of its own in the working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.path", [*__import__("sys").path])
    name = "mine_" + "".join(letter if letter.isalnum() else "_" for letter in request.node.name)

    def write(line=RIGHT):
        (tmp_path / f"{name}.py").write_text(FILE.format(line=line))
        return name

    return write


def test_a_named_theorem_about_ones_own_class(lemmata, module):
    answer = lemmata("verify", "pl-gd", "--optimizer", f"{module()}:Mine", "--option", "lr=1/L", *QUICK)
    assert answer.code == 0, answer.err
    assert "Mine(lr=1/L) in place of GradientDescent" in answer.out
    assert "keeps 2 of 2 claims." in answer.out


def test_a_fault_is_shown_with_its_step_and_repeated(lemmata, module):
    name = module("p.add_(p.grad, alpha=group['lr'])")
    answer = lemmata("verify", "gd-one-step-decrease", "--optimizer", f"{name}:Mine", "--option", "lr=eta", *QUICK, "--json")
    assert answer.code == 1
    document = json.loads(answer.out)
    assert document["optimizer"] == {"name": f"{name}:Mine", "options": ["lr=eta"], "like": [], "left_out": []}
    (result,) = document["results"]
    assert result["optimizer"] == {"class": f"{name}.Mine", "options": {"lr": "η"}, "in_place_of": "GradientDescent", "constants": []}
    assert (result["counterexample"]["exact"], result["counterexample"]["t"]) == (False, 0)
    assert result["counterexample"]["model"]["parted_at"] == 1

    assert result["counterexample"]["replay"].endswith(f"--optimizer {name}:Mine")
    again = lemmata("verify", "--replay", result["evidence"], "--optimizer", f"{name}:Mine")
    assert again.code == 1
    assert "counterexample, in float64:" in again.out


def test_a_mended_class_no_longer_violates_and_the_replay_tells_that_it_changed(lemmata, module, monkeypatch):
    name = module("p.add_(p.grad, alpha=group['lr'])")
    answer = lemmata("verify", "gd-one-step-decrease", "--optimizer", f"{name}:Mine", "--option", "lr=eta", *QUICK, "--json")
    (result,) = json.loads(answer.out)["results"]
    module()
    monkeypatch.delitem(__import__("sys").modules, name)
    again = lemmata("verify", "--replay", result["evidence"], "--optimizer", f"{name}:Mine", "--json")
    assert again.code == 4
    (found,) = json.loads(again.out)["results"]
    assert found["verdict"] == "INCONCLUSIVE"
    assert f"{name}.py has changed since this evidence was written." in found["reason"]


def test_a_name_in_evidence_imports_no_module(lemmata, module, tmp_path):
    name = module("p.add_(p.grad, alpha=group['lr'])")
    answer = lemmata("verify", "gd-one-step-decrease", "--optimizer", f"{name}:Mine", "--option", "lr=eta", *QUICK, "--json")
    (result,) = json.loads(answer.out)["results"]
    (tmp_path / "planted.py").write_text("open('planted.ran', 'w').close()\n")
    evidence = tmp_path / "planted.json"
    for planted in ("planted:Mine", "torch.optim.planted:Mine", " torch.optim:SGD"):
        content = json.loads((tmp_path / result["evidence"]).read_text())
        content["optimizer"]["name"] = planted
        evidence.write_text(json.dumps(content))
        again = lemmata("verify", "--replay", str(evidence))
        assert (again.code, "add --optimizer" in again.err) == (2, True)
        assert lemmata("verify", "--replay", str(evidence), "--optimizer", f"{name}:Mine").code == 2
    assert not (tmp_path / "planted.ran").exists()


def test_without_names_every_theorem_whose_method_it_may_stand_for(lemmata, module):
    words = ("--theme", "first-order", *QUICK, "--json")
    answer = lemmata("verify", "--optimizer", f"{module()}:Mine", *words)
    document = json.loads(answer.out)
    asked = {result["theorem"] for result in document["results"]}
    left_out = {one["theorem"]: one["reason"] for one in document["optimizer"]["left_out"]}
    assert {"gd-one-step-decrease", "gd-convex-tight", "gd-quadratic-rate"} <= asked
    assert "momentum = r**2, for which there is no option" in left_out["heavy-ball-quadratic"]
    assert "another point than x[t]" in left_out["nesterov-convex"]
    assert left_out["descent-lemma"] == "it has no method"
    assert answer.code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--optimizer", "{}:Mine"], "needs the option lr: give --option lr=eta"),
        (["--optimizer", "{}:Mine", "--option", "lr=L*beta"], '"beta" is not a constant of the statement'),
        (["--optimizer", "{}:Mine", "--option", "lr=__import__('os')"], "may hold numbers, constants"),
        (["--optimizer", "{}:Mine", "--option", "rate=1"], 'has no option "rate". It has: lr'),
        (["--optimizer", "{}:Mine", "--option", "lr"], "write NAME=VALUE"),
        (["--optimizer", "{}:Mine", "--option", "lr=eta", "--option", "lr=1/L"], "given twice"),
        (["--optimizer", "{}:NoOptimizer", "--option", "lr=eta"], "does not extend torch.optim.Optimizer"),
        (["--optimizer", "{}:Min", "--option", "lr=eta"], 'Did you mean "Mine"?'),
        (["--optimizer", "{}.Mine", "--option", "lr=eta"], "write package.module:Class"),
        (["--optimizer", "{}.py", "--option", "lr=eta"], "A file is named as a module"),
        (["--optimizer", "no_such_module:Mine"], "cannot be imported (ModuleNotFoundError"),
        (["--option", "lr=eta"], "give --optimizer"),
        (["--like", "Adam"], "give --optimizer"),
    ],
)
def test_bad_words_are_one_message(lemmata, module, words, said):
    name = module()
    answer = lemmata("verify", "pl-gd", *(word.format(name) for word in words))
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert "Traceback" not in answer.err


def test_a_class_that_stands_for_nothing(lemmata):
    answer = lemmata("verify", "--optimizer", "torch.optim:LBFGS")
    assert answer.code == 5
    assert "say which method it is with --like METHOD" in answer.err
    answer = lemmata("verify", "--optimizer", "torch.optim:LBFGS", "--like", "Adm")
    assert answer.code == 2
    assert 'Did you mean "Adam"?' in answer.err
