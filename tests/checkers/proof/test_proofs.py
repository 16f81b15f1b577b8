"""The proofs of the catalogue: each proves its theorem, and nothing that is wrong; what more they prove is known."""

import pytest

from checkers.proof.prove import prove
from checkers.proof.stronger import also_proved, changed_and_proved, stronger_claims
from tests.checkers.proof.proved import PROVED, outcome_of
from theorems.catalogue import load
from theorems.language import Theorem, constants, norm_sq, points, reals

L, c, u = constants("L"), reals("c"), points("u")

QUICK = {"descent-lemma", "gd-convex", "gd-nonconvex-tight", "gd-one-step-decrease", "pl-gd", "pl-sgd-decreasing", "sgd-weight-decay"}
EACH = [pytest.param(entry, id=entry.id) for entry in PROVED]
LONG = {"pl-star-ball"}
EACH_TWICE = [
    pytest.param(entry, id=entry.id, marks=[] if entry.id in QUICK else pytest.mark.long if entry.id in LONG else pytest.mark.slow)
    for entry in PROVED
]


def test_many_theorems_are_proved():
    assert len([entry for entry in PROVED if outcome_of(entry).proved]) >= 54


@pytest.mark.parametrize("entry", EACH)
def test_a_script_runs_to_its_end(entry):
    outcome = outcome_of(entry)
    assert outcome.reason == ""
    assert outcome.proved


@pytest.mark.parametrize("entry", EACH_TWICE)
def test_its_mutants_are_not_proved(entry):
    """A mutant is wrong in one claim at least."""
    loaded = load(entry)
    for name, mutant in loaded.mutants:
        outcome = prove(mutant, loaded.proof)
        assert set(outcome.proved) != set(range(len(mutant.claims))), name


MORE: dict[str, set[int]] = {}
"""Claims of which the script proves more, by one per cent of some term: their constants are not the best. There are none at present."""


@pytest.mark.parametrize("entry", EACH_TWICE)
def test_one_per_cent_more_is_not_proved_or_is_known(entry):
    loaded = load(entry)
    more = {claim for claim in outcome_of(entry).proved if list(changed_and_proved(loaded.theorem, loaded.proof, claim))}
    assert more == MORE.get(entry.id, set())


def test_every_claim_has_stronger_ones():
    for entry in PROVED:
        for claim in outcome_of(entry).proved:
            assert list(stronger_claims(load(entry).theorem, claim))


@pytest.mark.parametrize(("claim", "told"), [(norm_sq(u) >= c, 0), (2 * norm_sq(u) >= c - 1, 2), (norm_sq(u) - c + L >= 0, 1)], ids=str)
def test_only_what_says_more_is_told_to_be_stronger(claim, told):
    """c is not positive: with one per cent of it more on the smaller side the claim says less, and is proved all the same."""

    def script(p):
        p.conclude(p.norm(u), p.use("c ≤ 0"))

    theorem = Theorem(given=c <= 0, claim=claim)
    assert len(list(changed_and_proved(theorem, script, 0))) == told + 1
    stronger = also_proved(theorem, script, 0)
    assert len(stronger) == told
    assert all(one.term != c for one in stronger)
