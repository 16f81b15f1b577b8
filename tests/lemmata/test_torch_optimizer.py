"""The command with a theorem file about a real optimizer: exit codes, JSON, the text of a counterexample, replay."""

import json

import pytest

FILE = '''"""Real gradient descent."""
import torch
from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, grad, norm_sq, t, x
from theorems.torch_optimizer import TorchOptimizer
L, eta = constants("L eta")
theorem = Theorem(
    given=[Smooth(L), eta <= 1 / L],
    method=TorchOptimizer(torch.optim.SGD, lr=eta),
    claim=f(x[t + 1]) <= f(x[t]) - eta / 2 * norm_sq(grad(x[t])),
)
'''
QUICK = ("--problem", "quadratic", "--instances", "3", "--steps", "5")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "real.py"
    path.write_text(FILE)
    return path


def test_a_true_claim(lemmata, file):
    answer = lemmata("verify", str(file), *QUICK, "--json")
    assert (answer.code, answer.err) == (0, "")
    (result,) = json.loads(answer.out)["results"]
    assert (result["verdict"], result["counterexample"]) == ("SUPPORTED", None)


def test_a_false_claim_and_its_replay(lemmata, file):
    file.write_text(FILE.replace("eta / 2", "eta"))
    answer = lemmata("verify", str(file), *QUICK, "--json")
    assert answer.code == 1
    (result,) = json.loads(answer.out)["results"]
    assert (result["verdict"], result["counterexample"]["exact"]) == ("REFUTED", False)
    assert result["counterexample"]["model"]["outcome"] == "violates"
    assert "float64" in result["guarantee"]

    again = lemmata("verify", "--replay", result["evidence"])
    assert again.code == 1
    assert "counterexample, in float64:" in again.out
    assert ", exact:" not in again.out
    assert "torch.optim.SGD(lr=1.0)" in again.out
    assert "violate it, too, decided exactly" in " ".join(again.out.split())

    file.write_text(FILE.replace("eta / 2", "eta").replace("lr=eta", "lr=eta, momentum=0"))
    assert lemmata("verify", "--replay", result["evidence"]).code == 2


def test_what_an_optimizer_prints_is_no_part_of_the_output(lemmata, file):
    talking = """
class Talking(torch.optim.SGD):
    def step(self, closure=None):
        print("step")
        super().step()
"""
    file.write_text(FILE.replace("L, eta =", f"{talking}\nL, eta =").replace("torch.optim.SGD, lr", "Talking, lr"))
    answer = lemmata("verify", str(file), *QUICK, "--json")
    assert answer.code == 0
    assert json.loads(answer.out)["results"][0]["verdict"] == "SUPPORTED"


def test_it_is_shown_with_its_equations(lemmata, file):
    answer = lemmata("show", str(file))
    assert answer.code == 0
    assert "torch.optim.SGD(lr=η), run in float64" in answer.out
    assert "x_{t+1} = x_t − η∇f(x_t)" in answer.out
    method = json.loads(lemmata("show", str(file), "--json").out)["theorem"]["method"]
    assert (method["name"], len(method["equations"])) == ("torch.optim.SGD", 2)


def test_its_latex_has_no_empty_words(lemmata, file):
    for known in (True, False):
        file.write_text(FILE if known else FILE.replace("optim.SGD", "optim.Rprop"))
        answer = lemmata("show", "--latex", str(file))
        assert answer.code == 0
        assert r"\text{}" not in answer.out
        assert ("its equations:" in answer.out) is known


def test_an_optimizer_that_ends_the_program_does_not_end_the_command(lemmata, file):
    leaving = """
class Leaving(torch.optim.SGD):
    def step(self, closure=None):
        raise SystemExit(7)
"""
    file.write_text(FILE.replace("L, eta =", f"{leaving}\nL, eta =").replace("torch.optim.SGD, lr", "Leaving, lr"))
    answer = lemmata("verify", str(file), *QUICK, "--json")
    assert answer.code != 7
    assert json.loads(answer.out)["results"][0]["verdict"] == "NOT APPLICABLE"


def test_a_misspelled_option_is_bad_input(lemmata, file):
    file.write_text(FILE.replace("lr=eta", "lr=eta, momentun=1"))
    answer = lemmata("verify", str(file))
    assert (answer.code, answer.out) == (2, "")
    assert 'real.py:9: torch.optim.SGD has no option "momentun". Did you mean "momentum"?' in " ".join(answer.err.split())


def test_a_word_looked_for_elsewhere_is_found(lemmata, file):
    file.write_text(FILE.replace("theorems.torch_optimizer", "theorems.hypotheses"))
    answer = lemmata("verify", str(file))
    assert answer.code == 2
    assert "write from theorems.methods import TorchOptimizer" in " ".join(answer.err.split())
