"""A theorem that is false is not derived, whatever its script says; its near miss is, by both readers of proofs."""

import pytest

from checkers.proof import forms
from checkers.proof.certificate import as_data
from checkers.proof.goal import read
from checkers.proof.prove import prove
from checkers.proof.reader import objection
from tests.checkers.proof import attacks_on_draws, attacks_on_objects
from tests.checkers.proof.attacks_on_statements import L, statements, u
from theorems.hypotheses import PL, Convex, Quadratic, QuadraticGrowth, Smooth, StronglyConvex
from theorems.language import Theorem, f, grad, norm_sq, reals, x_star

ALL = [*statements(), *attacks_on_objects.statements(), *attacks_on_draws.statements()]


def derived(theorem, script, claim):
    try:
        outcome = prove(theorem, script)
    except ValueError:
        return False
    assert not outcome.proved or objection(as_data(outcome, theorem, "attack"), theorem) == ""
    return claim in outcome.proved


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_the_false_one_is_not_derived_and_its_near_miss_is(one):
    assert not derived(one.false, one.script, one.claim)
    assert derived(one.true, one.derived, one.claim)


@pytest.mark.parametrize("one", list(attacks_on_draws.statements()), ids=lambda one: one.name)
def test_what_is_not_known_when_a_draw_is_made_is_what_keeps_it_from_being_derived(one, monkeypatch):
    require = forms.require
    monkeypatch.setattr(forms, "require", lambda met, why: require(met or why.startswith("under an expectation only what is known"), why))
    assert one.claim in prove(one.false, one.script).proved


@pytest.mark.parametrize(
    ("hypothesis", "more", "source"),
    [
        (StronglyConvex(L), 0, "f is L-strongly convex"),
        (StronglyConvex(L), f(x_star), "x⋆ is a minimiser"),
        (Quadratic(), 0, "f is a convex quadratic that is bounded below, such as least squares of any rank"),
        (Quadratic(), f(x_star), "x⋆ is a minimiser"),
    ],
)
def test_a_minimiser_that_the_claim_does_not_name_comes_from_the_hypothesis(hypothesis, more, source):
    def script(p):
        value = p.use("value at a minimiser")
        p.conclude(p.norm(grad(u)), value, -1 * value)

    outcome = prove(Theorem(given=hypothesis, claim=norm_sq(grad(u)) + more >= more), script)
    assert [one.used for one in outcome.derived] == [(source,)]


@pytest.mark.parametrize(
    ("hypothesis", "there"),
    [
        *((PL(L), ("infimum",)), (PL(reals("c")), ()), (QuadraticGrowth(L), ("infimum",)), (QuadraticGrowth(-L), ())),
        *((StronglyConvex(L), ("infimum", "value at a minimiser")), (StronglyConvex(reals("c")), ()), (StronglyConvex(-L), ())),
        *((Quadratic(), ("infimum", "value at a minimiser")), (Convex(), ()), (Smooth(L), ())),
    ],
    ids=str,
)
def test_what_a_hypothesis_says_of_an_infimum_where_its_constant_is_positive(hypothesis, there):
    """f = x on the line is convex, without an infimum, and c may be 0."""
    names = {one["name"] for one in read(Theorem(given=hypothesis, claim=norm_sq(grad(u)) >= 0)).statement["axioms"]}
    assert names & {"infimum", "value at a minimiser"} == set(there)
