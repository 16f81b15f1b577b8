"""Whoever reads proofs must reject every attack at its last step, and accept the same derivation made legal."""

from collections import Counter

import pytest

from checkers.proof import replay_analysis, replay_terms  # noqa: F401  (the first for its rules)
from checkers.proof.forms import RejectedError
from checkers.proof.kernel import Kernel
from checkers.proof.replay_rules import Checker
from tests.checkers.proof.attacks import ATTACKS
from tests.checkers.proof.derivations import fails


def by_the_kernel(statement, steps):
    kernel = Kernel(statement)
    for number, step in enumerate(steps):
        try:
            kernel.apply(step)
        except RejectedError:
            return number
    return None


def by_the_replay(statement, steps):
    try:
        checker = Checker({axiom["name"]: axiom for axiom in statement["axioms"]}, statement["goals"])
    except replay_terms.RejectedError:
        return -1
    for number, step in enumerate(steps):
        try:
            checker.apply(step)
        except GUARDED:
            return number
    return None


GUARDED = (replay_terms.RejectedError, TypeError, ValueError, KeyError, IndexError, AttributeError, RecursionError, ArithmeticError)
"""What `checkers.proof.replay` takes for a rejection of a step."""


@pytest.mark.parametrize("reader", [by_the_kernel, by_the_replay])
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_rejected_at_its_last_step_and_the_twin_accepted(attack, reader):
    assert fails(attack, reader) == ""


def test_there_are_many_and_each_is_another():
    assert [name for name, times in Counter(attack.name for attack in ATTACKS).items() if times > 1] == []
    assert len({repr(attack.false) for attack in ATTACKS}) == len(ATTACKS) >= 130
    assert sum(attack.legal is not None for attack in ATTACKS) >= 100
