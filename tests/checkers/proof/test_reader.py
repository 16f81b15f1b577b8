"""The proof reader beside the others: PROVED, what of `given` was used, contradictions told with both sides."""

from dataclasses import replace

import pytest

from checkers import evidence, verify
from checkers.combined import with_proof
from checkers.proof import kernel, logic, reader
from checkers.proof.facts import Fact
from checkers.verdict import Verdict
from checkers.verify import Options
from theorems.catalogue import Loaded, load, lookup
from theorems.hypotheses import PL, Smooth
from theorems.language import Theorem, constants, f, f_star, grad, norm_sq, t, x
from theorems.methods import GradientDescent

L, mu, eta = constants("L mu eta")
SMALL = Options(instances=4, steps=4, rounds=1)


@pytest.fixture(autouse=True)
def kept_apart(tmp_path, monkeypatch):
    monkeypatch.setenv("LEMMATA_HOME", str(tmp_path))


def own(theorem, proof):
    entry = load(lookup("pl-gd")).entry
    return Loaded(replace(entry, id="own", theme="", core=False), theorem, proof=proof)


def decided(theorem, proof):
    return list(verify.verify([own(theorem, proof)], SMALL))


def test_a_theorem_of_the_catalogue_is_proved():
    linear, contraction = verify.verify([load(lookup("pl-gd"))], SMALL)
    assert (linear.verdict, contraction.verdict) == (Verdict.PROVED, Verdict.PROVED)
    proof = contraction.readers["proof"]
    assert proof["verdict"] == "PROVED"
    assert proof["unused"] == ["μ ≤ L"]
    assert contraction.reason.endswith("holds without μ ≤ L")
    assert contraction.readers["experiment"]["verdict"] == "SUPPORTED"
    assert linear.readers["proof"]["unused"] == []
    assert evidence


def test_a_script_that_stops_leaves_the_verdict_of_the_others():
    def proof(p):
        p.conclude(p.use("Smooth: upper model", u=x[t], v=x[t + 1]).after(p.update(t)))

    given = [Smooth(L), PL(mu), mu <= L, eta <= 1 / L]
    contraction = f(x[t + 1]) - f_star <= (1 - eta * mu) * (f(x[t]) - f_star)
    (result,) = decided(Theorem(given=given, method=GradientDescent(step=eta), claim=contraction), proof)
    assert result.verdict is Verdict.SUPPORTED
    assert result.readers["proof"]["verdict"] == "INCONCLUSIVE"
    assert "what is missing is" in result.readers["proof"]["reason"]


def test_a_script_with_a_fault_of_its_own_is_told():
    def proof(p):
        raise ZeroDivisionError("mine")

    (result,) = decided(Theorem(given=[Smooth(L)], claim=norm_sq(grad(x[t])) >= 0, method=GradientDescent(step=1 / L)), proof)
    assert result.readers["proof"]["verdict"] == "ERROR"
    assert "ZeroDivisionError: mine" in result.readers["proof"]["reason"]


def test_proved_and_refuted_stops_with_both(monkeypatch):
    def unsound(facts, goal, relation, **parts):
        return Fact(relation, logic.number(goal), frozenset())

    def proof(p):
        p.conclude()

    monkeypatch.setitem(kernel.RULES, "combine", unsound)
    false = f(x[t + 1]) <= f(x[t]) - norm_sq(grad(x[t])) / L
    theorem = Theorem(given=[Smooth(L)], method=GradientDescent(step=1 / L), claim=false)
    (rejected,) = decided(theorem, proof)
    assert rejected.verdict is Verdict.REFUTED
    assert rejected.readers["proof"]["verdict"] == "ERROR"
    assert "the second checker rejects the certificate" in rejected.readers["proof"]["reason"]
    monkeypatch.setattr(reader, "objection", lambda data, theorem: "")
    (result,) = decided(theorem, proof)
    assert result.verdict is Verdict.ERROR
    assert "contradict each other" in result.reason
    assert result.counterexample is not None
    assert result.readers["proof"]["verdict"] == "PROVED"


def test_a_script_that_changes_the_goal_proves_nothing():
    def proof(p):
        for goal in (p.statement["goals"][0], p.steps.kernel.statement["goals"][0]):
            goal["term"] = 1
        p.steps.step(rule="combine", goal=1, relation=">=", products=[["1", []]])
        p.steps.step(rule="conclude", claim=0, fact=len(p.steps.made) - 1)

    false = f(x[t + 1]) <= f(x[t]) - norm_sq(grad(x[t])) / L
    loaded = own(Theorem(given=[Smooth(L)], method=GradientDescent(step=1 / L), claim=false), proof)
    answer = reader.answers(loaded)[0]
    assert answer.verdict is Verdict.ERROR
    assert "claim 0 is another one there" in answer.reason


def test_a_claim_without_a_witness_is_not_proved():
    reading = replace(Reading_of("supported"), witness="nothing was tried")
    answer = reader.Answer(Verdict.PROVED, "derived from nothing")
    found = with_proof(reading, answer)
    assert found.verdict is Verdict.SUPPORTED
    assert "no witness" in found.reason


def Reading_of(reason):  # noqa: N802
    from checkers.experiment.reading import Reading, Tally

    return Reading(Verdict.SUPPORTED, reason, Tally())


def test_wrong_variants_and_real_optimizers_have_no_proof():
    loaded = load(lookup("pl-gd"))
    assert reader.answers(loaded)
    assert reader.answers(loaded.mutant(1)) == {}
