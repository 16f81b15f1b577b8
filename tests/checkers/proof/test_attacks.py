"""Whoever reads proofs must reject every attack at its last step, and accept the same derivation made legal."""

from collections import Counter

import pytest

from tests.checkers.proof.attacks import ATTACKS
from tests.checkers.proof.derivations import fails
from tests.checkers.proof.readers import by_the_kernel, by_the_replay


@pytest.mark.parametrize("reader", [by_the_kernel, by_the_replay])
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_rejected_at_its_last_step_and_the_twin_accepted(attack, reader):
    assert fails(attack, reader) == ""


def test_there_are_many_and_each_is_another():
    assert [name for name, times in Counter(attack.name for attack in ATTACKS).items() if times > 1] == []
    assert len({repr(attack.false) for attack in ATTACKS}) == len(ATTACKS) >= 130
    assert sum(attack.legal is not None for attack in ATTACKS) >= 100
