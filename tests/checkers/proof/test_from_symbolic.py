"""Certificates in symbolic constants become proofs: of a claim at every step, and of a contraction for all of its steps."""

import copy
import json

import pytest

from checkers.proof.from_symbolic import prove_from
from checkers.worst_case.symbolic.certificate import as_data
from checkers.worst_case.symbolic.prove import proved
from theorems.catalogue import load, lookup
from theorems.hypotheses import PL, Convex, Smooth
from theorems.language import Theorem, constants, f, f_star, grad, inner, norm_sq, points, t, x
from theorems.methods import GradientDescent

L, mu = constants("L mu")
u, v = points("u v")


def certificate(theorem, claim=0):
    return json.loads(json.dumps(as_data(proved(theorem, theorem.claims[claim]))))


def catalogue(name):
    return load(lookup(name)).theorem


@pytest.fixture(scope="module")
def improved():
    theorem = catalogue("pl-gd-improved")
    return theorem, certificate(theorem)


@pytest.mark.parametrize(("name", "claim"), [("gd-nonconvex-tight", 0), ("pl-gd", 1), ("gd-one-step-decrease", 0)])
def test_what_holds_at_every_step_is_proved(name, claim):
    theorem = catalogue(name)
    outcome = prove_from(theorem, certificate(theorem, claim))
    assert (outcome.proved, outcome.reason) == ((claim,), "")


def test_one_step_of_a_contraction_proves_it_for_all_steps():
    theorem = catalogue("pl-gd")
    outcome = prove_from(theorem, certificate(theorem, 0))
    assert (outcome.proved, outcome.reason) == ((0,), "")
    assert "induction" in {step["rule"] for step in outcome.made}


def test_all_points():
    cocoercive = inner(grad(u) - grad(v), u - v) >= norm_sq(grad(u) - grad(v)) / L
    theorem = Theorem(given=[Smooth(L), Convex()], claim=cocoercive)
    outcome = prove_from(theorem, certificate(theorem))
    assert (outcome.proved, outcome.reason) == ((0,), "")


def test_another_rate_is_proved_for_all_steps():
    theorem = Theorem(
        given=[Smooth(L), PL(mu), mu <= L],
        method=GradientDescent(step=1 / L),
        claim=f(x[t]) - f_star <= ((2 * L - 2 * mu) / (2 * L + mu)) ** t * (f(x[0]) - f_star),
    )
    outcome = prove_from(theorem, certificate(theorem))
    assert (outcome.proved, outcome.reason) == ((0,), "")


def test_a_changed_multiplier_proves_nothing(improved):
    theorem, data = improved
    assert prove_from(theorem, data).proved == (0,)
    for number in range(len(data["cases"][0]["facts"])):
        changed = copy.deepcopy(data)
        top, _ = changed["cases"][0]["facts"][number]["multiplier"]
        top.update({monomial: f"-{c}" for monomial, c in top.items()})
        outcome = prove_from(theorem, changed)
        assert outcome.proved == ()
        assert outcome.reason


def test_a_fact_left_out_proves_nothing(improved):
    theorem, data = improved
    for number in range(len(data["cases"][0]["facts"])):
        changed = copy.deepcopy(data)
        del changed["cases"][0]["facts"][number]
        assert prove_from(theorem, changed).proved == ()


def test_the_reasons_of_the_file_are_not_trusted():
    theorem = Theorem(given=[Smooth(L), PL(mu), mu <= L], method=GradientDescent(step=1 / L), claim=f(x[t + 1]) - f_star <= f(x[t]) - f_star)
    false = Theorem(given=[Smooth(L), PL(mu), mu <= L], method=GradientDescent(step=1 / L), claim=f(x[t + 1]) - f_star <= (f(x[t]) - f_star) / 2)
    data = certificate(theorem)
    assert prove_from(theorem, data).proved == (0,)
    assert prove_from(false, {**data, "digest": false.digest(false.claims[0])}).proved == ()


def test_what_it_takes_for_granted_is_said():
    theorem = catalogue("gd-strongly-convex")
    outcome = prove_from(theorem, certificate(theorem))
    assert outcome.proved == ()
    assert "takes mu < L for granted" in outcome.reason


@pytest.mark.parametrize("change", [{"digest": "0"}, {"cases": 7}, {"known": None}, {"scope": "N = 3", "steps": 3}, {"cases": [{}]}])
def test_another_shape_is_a_reason(improved, change):
    theorem, data = improved
    outcome = prove_from(theorem, {**data, **change})
    assert outcome.proved == ()
    assert outcome.reason


def test_no_text_of_the_file_is_evaluated(improved, tmp_path):
    theorem, data = improved
    target = tmp_path / "made"
    for text in (f"__import__('pathlib').Path({str(target)!r}).touch()", "9**9**9", "1e999999999", "L" * 10**5):
        changed = copy.deepcopy(data)
        changed["cases"][0]["facts"][0]["multiplier"][0] = {text: text}
        assert prove_from(theorem, changed).proved == ()
        changed = copy.deepcopy(data)
        changed["cases"][0]["facts"][0]["points"][0] = text
        assert prove_from(theorem, changed).proved == ()
    assert not target.exists()
