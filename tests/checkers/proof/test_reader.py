"""The proof reader beside the others: PROVED, what of `given` was used, contradictions told with both sides."""

from dataclasses import replace

import pytest

from checkers import evidence, verify
from checkers.combined import with_proof
from checkers.proof import kernel, logic, reader
from checkers.proof.facts import Fact
from checkers.proof.goal import read, statement
from checkers.verdict import Verdict
from checkers.verify import Options
from theorems import hypotheses
from theorems.catalogue import Loaded, load, lookup
from theorems.hypotheses import PL, BoundedGradient, Convex, Interpolation, QuadraticGrowth, Smooth, StronglyConvex
from theorems.hypothesis import Inequality
from theorems.language import (
    Eq,
    OnlineGame,
    Sum,
    T,
    Theorem,
    constants,
    f,
    f_star,
    grad,
    k,
    norm_sq,
    points,
    reals,
    regret,
    sequence,
    t,
    x,
    x_star,
)
from theorems.methods import GradientDescent, Method
from theorems.words import Word

L, mu, eta = constants("L mu eta")
u = points("u")
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


def test_what_a_class_of_several_hypotheses_says_comes_from_the_members_of_given():
    """The gradient is bounded since every draw is: the class has that from a hypothesis which it does not cover itself."""

    def proof(p):
        p.conclude(p.use("convex Lipschitz functions: bounded gradient", u=u), p.positive(L) * p.positive(L))

    answer = reader.answers(own(Theorem(given=[BoundedGradient(L), Convex(), L <= 1], claim=norm_sq(grad(u)) <= 2 * L**2), proof))[0]
    assert answer.unused == ("L ≤ 1",)


@pytest.mark.parametrize(("more", "unused"), [(0, ()), (norm_sq(grad(x_star)), ("‖u−x⋆‖² ≤ L²",))])
def test_a_relation_that_names_a_minimiser_is_not_done_without(more, unused):
    """Without it f may be linear: unless the claim itself names a minimiser."""
    c = reals("c")

    def proof(p):
        apart = p.use("Smooth: Lipschitz gradient", u=u, v=x_star).after(p.at_minimiser("gradient"))
        p.conclude(apart, -c * norm_sq(u - x_star) * p.use("c = 0"), *([p.norm(grad(x_star))] if more else []))

    theorem = Theorem(given=[Smooth(c), Eq(c, 0), norm_sq(u - x_star) <= L**2], claim=norm_sq(grad(u)) <= more)
    answer = reader.answers(own(theorem, proof))[0]
    assert answer.proved, answer.reason
    assert answer.unused == unused


def test_what_vanishes_at_minimisers_needs_one():
    """That there is one comes from strong convexity here."""
    stated = statement(Theorem(given=[Interpolation(), StronglyConvex(mu)], claim=norm_sq(u) >= 0))
    (said,) = [one for one in stated["axioms"] if "no noise" in one["name"]]
    assert said["from"].endswith("and f is μ-strongly convex")


def test_a_word_of_somebody_elses_is_not_the_one_of_its_name():
    class dist_sq(Word):  # noqa: N801
        nargs = 1

    claim = f(u) - f_star + norm_sq(u) >= mu * dist_sq(u) / 2
    answer = reader.answers(own(Theorem(given=QuadraticGrowth(mu), claim=claim), lambda p: p.conclude(p.norm(u))))[0]
    assert "no word of the language" in answer.reason


def test_a_hypothesis_of_somebody_elses_is_not_the_one_of_its_name():
    """It may say anything of f, and be certified as the other is."""

    class Smooth(hypotheses.Smooth):
        def inequalities(self):
            return (*super().inequalities(), Inequality("flat", f(u) <= f(x_star)))

    def flat(p):
        p.conclude(p.use("Smooth: flat", u=u), p.norm(grad(u)))

    claim = f(u) <= f(x_star) + norm_sq(grad(u))
    answer = reader.answers(own(Theorem(given=Smooth(L), claim=claim), flat))[0]
    assert not answer.proved
    assert 'no axiom "Smooth: flat"' in answer.reason
    assert "made elsewhere" in read(Theorem(given=Smooth(L), claim=claim)).unread_hypotheses["Smooth"]


def test_a_claim_of_a_game_is_proved_as_it_is_stated():
    """The kernel has the sum that the regret is; the certificate has the word."""
    slope = sequence("g")
    game = OnlineGame(losses=slope[t] * x[t], comparator=0)
    theorem = Theorem(setting=game, method=Method(Eq(x[t + 1], x[t])), claim=regret(T) <= 1 + Sum(slope[k] * x[k], (k, 0, T - 1)))
    answer = reader.answers(own(theorem, lambda p: p.conclude()))[0]
    assert answer.proved, answer.reason


def test_wrong_variants_and_real_optimizers_have_no_proof():
    loaded = load(lookup("pl-gd"))
    assert reader.answers(loaded)
    assert reader.answers(loaded.mutant(1)) == {}
