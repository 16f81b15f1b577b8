"""Whoever reads proofs must reject every attack at its last step, and accept the same derivation made legal."""

from collections import Counter

import pytest

from checkers.proof.forms import RejectedError
from checkers.proof.kernel import Kernel
from checkers.proof.replay import FAILURES, replay_analysis
from checkers.proof.replay_rules import Checker
from checkers.proof.replay_terms import RejectedError as RejectedByTheSecond
from tests.checkers.proof.attacks import ATTACKS
from tests.checkers.proof.derivations import fails

REJECTED = (RejectedByTheSecond, RecursionError, *FAILURES)
assert replay_analysis


def by_the_kernel(statement, steps):
    kernel = Kernel(statement)
    for number, step in enumerate(steps):
        try:
            kernel.apply(step)
        except RejectedError:
            return number
    return None


def by_the_second_checker(statement, steps):
    """As `replay.replayed` does it: whatever a step fails with is a rejection of it."""
    try:
        checker = Checker({one["name"]: one for one in statement["axioms"]}, statement["goals"])
    except REJECTED:
        return 0
    for number, step in enumerate(steps):
        try:
            checker.apply(step)
        except REJECTED:
            return number
    return None


READERS = {"the kernel": by_the_kernel, "the second checker": by_the_second_checker}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_rejected_at_its_last_step_and_the_twin_accepted(attack, reader):
    assert fails(attack, READERS[reader]) == ""


def test_there_are_many_and_each_is_another():
    assert [name for name, times in Counter(attack.name for attack in ATTACKS).items() if times > 1] == []
    assert len({repr(attack.false) for attack in ATTACKS}) == len(ATTACKS) >= 130
    assert sum(attack.legal is not None for attack in ATTACKS) >= 100
