"""`lemmata prove`: what is proved, what is missing, what is written, and with which exit code it ends."""

import json

import pytest

FILE = '''"""Gradient descent under the Polyak-Lojasiewicz inequality."""

from theorems.hypotheses import PL, Convex, Smooth
from theorems.language import Theorem, constants, f, f_star, t, x
from theorems.methods import GradientDescent

L, mu, eta = constants("L mu eta")

theorem = Theorem(
    given=[Smooth(L), PL(mu), Convex(), eta <= 1 / L],
    method=GradientDescent(step=eta),
    claim=f(x[t + 1]) - f_star <= (1 - CONSTANT * eta * mu * (1 - L * eta / 2)) * (f(x[t]) - f_star),
)


def proof(p):
    """A step decreases f, and PL makes a part of the gap of that."""
    decrease = p.use("Smooth: upper model", u=x[t], v=x[t + 1]).after(p.update(t))
    p.conclude(decrease, 2 * eta * (1 - L * eta / 2) * p.use("PL: Polyak-Lojasiewicz", u=x[t]))
'''


@pytest.fixture
def own(tmp_path):
    def write(constant="2", name="mine.py", text=FILE):
        path = tmp_path / name
        path.write_text(text.replace("CONSTANT", constant))
        return str(path)

    return write


def test_a_proof_of_ones_own(lemmata, own):
    answer = lemmata("prove", own())
    assert (answer.code, answer.err) == (0, "")
    assert "PROVED" in answer.out
    assert "holds without f is convex" in answer.out
    assert "2 lines" in answer.out
    assert answer.out.endswith("1 claim: 1 proved.\n")


def test_what_is_missing_is_told_in_the_notation_of_the_statement(lemmata, own):
    answer = lemmata("prove", own("3"))
    assert answer.code == 1
    assert "does not follow: what is missing is" in answer.out
    assert "f⋆" in answer.out


def test_the_document_holds_all_that_is_told(lemmata, own):
    document = json.loads(lemmata("prove", own(), "--json").out)
    (result,) = document["results"]
    assert (document["schema"], document["exit_code"], document["summary"]["PROVED"]) == ("lemmata/1", 0, 1)
    assert result["verdict"] == "PROVED"
    assert result["unused"] == ["f is convex"]
    assert "Smooth: upper model" in result["axioms"]
    assert result["steps"] > 5
    assert result["milliseconds"] >= 0


def test_theorems_without_a_proof_are_listed(lemmata):
    answer = lemmata("prove", "pl-gd-improved", "gauss-newton")
    assert "the file of this theorem holds no proof" in answer.out
    assert "PROVED" in answer.out
    assert answer.code == 4


def test_claims_about_growth_lie_outside_of_proofs(lemmata):
    document = json.loads(lemmata("prove", "ttl-hessian-first-layer", "--json").out)
    assert [result["verdict"] for result in document["results"]] == ["PROVED", "PROVED", "OUTSIDE", "OUTSIDE"]
    assert (document["exit_code"], document["summary"]["OUTSIDE"]) == (0, 2)


@pytest.mark.slow
def test_the_whole_catalogue(lemmata):
    document = json.loads(lemmata("prove", "--all", "--json").out)
    proved = {result["theorem"] for result in document["results"] if result["verdict"] == "PROVED"}
    assert document["exit_code"] == 0
    assert document["summary"]["FAILED"] == 0
    assert len(proved) >= 15


def test_a_fault_in_a_script_is_no_traceback(lemmata, own):
    answer = lemmata("prove", own(text=FILE.replace("u=x[t])", "u=x[t], w=1)")))
    assert answer.code == 1
    assert "PL: Polyak-Lojasiewicz takes u" in answer.out
    answer = lemmata("prove", own(text=FILE.replace('"Smooth: upper model"', '"Smooth: upper"')))
    assert answer.code == 1
    assert 'there is no axiom "Smooth: upper"; there are:' in answer.out
    answer = lemmata("prove", own(text=FILE.replace("p.conclude(decrease", "p.concludes(decrease")))
    assert answer.code == 1
    assert "AttributeError" in answer.out
    assert "Traceback" not in answer.out + answer.err


LOOSE = '''"""Gradient descent decreases f, by a quarter of what it could."""

from theorems.hypotheses import Smooth
from theorems.language import Theorem, constants, f, grad, norm_sq, t, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")

theorem = Theorem(given=[Smooth(L), eta <= 1 / L], method=GradientDescent(step=eta), claim=f(x[t + 1]) <= f(x[t]) - eta / 4 * norm_sq(grad(x[t])))


def proof(p):
    """The upper model."""
    p.conclude(p.use("Smooth: upper model", u=x[t], v=x[t + 1]).after(p.update(t)))
'''


def test_stronger_claims_are_told(lemmata, own):
    (loose,) = json.loads(lemmata("prove", own(text=LOOSE), "--stronger", "--json").out)["results"]
    assert loose["verdict"] == "PROVED"
    assert len(loose["also_proves"]) == 1
    assert "101" in loose["also_proves"][0]
    assert "also proves" in lemmata("prove", own(text=LOOSE), "--stronger").out
    (tight,) = json.loads(lemmata("prove", own("2", "tight.py"), "--stronger", "--json").out)["results"]
    assert tight["also_proves"] == []


def test_from_a_certificate_in_symbols(lemmata, tmp_path):
    assert lemmata("sharpness", "pl-gd-improved", "-N", "1", "--symbolic", "--certificates", str(tmp_path)).code == 0
    (file,) = tmp_path.glob("*all-constants.json")
    answer = lemmata("prove", "pl-gd-improved", "--from", str(file))
    assert (answer.code, answer.err) == (0, "")
    assert "PROVED" in answer.out
    assert lemmata("prove", "pl-gd", "pl-gd-improved", "--from", str(file)).code == 2
    file.write_text("{}")
    refused = lemmata("prove", "pl-gd-improved", "--from", str(file))
    assert refused.code == 2
    assert "no certificate" in refused.err


def test_bad_words_end_with_a_message(lemmata):
    answer = lemmata("prove", "pl-gdd")
    assert answer.code == 2
    assert "did you mean" in answer.err.lower()


VACUOUS = '''"""Nothing is as small as this, and no constants satisfy what is given."""

from theorems.language import Theorem, norm_sq, points, reals

c, u = reals("c"), points("u")

theorem = Theorem(given=[c >= 1, c <= 0], claim=norm_sq(u) <= -1)


def proof(p):
    p.conclude(*[(2 + 2 * norm_sq(u)) * p.use(name) for name in ("c ≥ 1", "c ≤ 0")])
'''


def test_what_follows_from_a_contradiction_says_nothing(lemmata, own):
    answer = lemmata("prove", own(text=VACUOUS))
    assert answer.code == 2
    assert "VACUOUS" in answer.out
    assert "no constants satisfy c >= 1 and c <= 0" in answer.out
    assert "PROVED" not in answer.out
