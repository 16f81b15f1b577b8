"""Whoever reads proofs must reject every attack at its last step, and accept the same derivation made legal."""

from collections import Counter

import pytest

from checkers.proof.forms import RejectedError
from checkers.proof.kernel import Kernel
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


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_rejected_at_its_last_step_and_the_twin_accepted(attack):
    assert fails(attack, by_the_kernel) == ""


def test_there_are_many_and_each_is_another():
    assert [name for name, times in Counter(attack.name for attack in ATTACKS).items() if times > 1] == []
    assert len({repr(attack.false) for attack in ATTACKS}) == len(ATTACKS) >= 130
    assert sum(attack.legal is not None for attack in ATTACKS) >= 100
