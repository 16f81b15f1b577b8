"""The axioms of the exponential hold of all numbers, stand where it is spoken of, and prove nothing that is false."""

import math
from random import Random

import pytest

from checkers.proof.exponential_axioms import of_exponential
from checkers.proof.prove import prove
from theorems.hypotheses import Smooth
from theorems.language import Eq, Theorem, constants, exp, f, log, points, reals

b, c = reals("b c")
u, v = points("u v")
AXIOMS = {one["name"]: one for one in of_exponential(Theorem(claim=exp(c) >= c), {})}


def value(term, symbols):
    if not isinstance(term, list):
        return float(term)
    head, *parts = term
    if head == "real":
        return symbols[parts[0]]
    if head == "word":
        assert parts[0] == "exp"
        return math.exp(value(parts[1], symbols))
    inside = [value(part, symbols) for part in parts]
    return {"+": sum, "*": math.prod, "log": lambda found: math.log(found[0])}[head](inside)


def fails(one, rng):
    symbols = {name: rng.uniform(-6, 6) for name in "pq"}
    # sizes grow to exp(12); what is left of an identity is rounding
    found, size = value(one["term"], symbols), 1 + math.exp(abs(symbols["p"]) + abs(symbols["q"]))
    return found <= 0 if one["relation"] == ">" else abs(found) > 1e-12 * size


def test_they_are_few():
    assert set(AXIOMS) == {"exp: positive", "exp: at 0", "exp: of a sum", "exp: inverse of log"}


@pytest.mark.parametrize("name", sorted(AXIOMS))
def test_an_axiom_holds_of_all_numbers(name):
    rng = Random(name)
    assert not any(fails(AXIOMS[name], rng) for _ in range(300))


P, Q = ["real", "p"], ["real", "q"]
EXP_P, EXP_Q = ["word", "exp", P], ["word", "exp", Q]
WRONG = {
    "above 1": ("exp: positive", ["+", EXP_P, -1]),
    "0 at 0": ("exp: at 0", ["word", "exp", 0]),
    "of a sum a sum": ("exp: of a sum", ["+", ["word", "exp", ["+", P, Q]], ["*", -1, EXP_P], ["*", -1, EXP_Q]]),
    "of a product": ("exp: of a sum", ["+", ["word", "exp", ["*", P, Q]], ["*", -1, EXP_P, EXP_Q]]),
    "twice": ("exp: inverse of log", ["+", ["log", EXP_P], ["*", -2, P]]),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_variant_fails(wrong):
    name, term = WRONG[wrong]
    rng = Random(wrong)
    assert any(fails({**AXIOMS[name], "term": term}, rng) for _ in range(20))


def test_every_axiom_has_a_wrong_variant():
    assert {name for name, _ in WRONG.values()} == set(AXIOMS)


@pytest.mark.parametrize("claim", [f(u) <= f(v), log(c) <= c])
def test_where_no_exponential_is_nothing_is_said(claim):
    assert list(of_exponential(Theorem(given=[Smooth(constants("L"))], claim=claim), {})) == []


def above(p):
    """exp(b + c) = exp(b) exp(c) >= exp(b) (1 + c)."""
    p.use("exp: positive", p=b), p.use("exp: positive", p=c)
    tangent = p.show(exp(c) >= 1 + c, p.log_bound(exp(c)), 1 * p.use("exp: inverse of log", p=c))
    p.conclude(1 * p.use("exp: of a sum", p=b, q=c), exp(b) * tangent)


def test_what_is_false_is_not_derived_and_its_near_miss_is():
    assert prove(Theorem(claim=exp(b + c) >= exp(b) * (1 + c)), above).proved == (0,)
    for false in (exp(b + c) >= exp(b) * (2 + c), exp(b + c) >= exp(b) + exp(b) * c**2, exp(b - c) >= exp(b) * (1 + c)):
        assert prove(Theorem(claim=false), above).proved == ()


def test_a_claim_that_is_an_axiom_does_not_rest_on_it():
    outcome = prove(Theorem(claim=Eq(exp(b + c), exp(b) * exp(c))), lambda p: p.conclude(1 * p.use("exp: of a sum", p=b, q=c)))
    assert "no axiom of this claim" in outcome.reason
