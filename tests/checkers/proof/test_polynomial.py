"""Polynomials of the kernel are those of plain arithmetic, and a slip in their module would be seen."""

from types import ModuleType

import pytest

import checkers.proof.polynomial
from tests.checkers.proof.mutants import mutants
from tests.checkers.proof.plain_polynomials import difference

SURVIVORS = {
    "polynomial._spelled: 0 -> 1",
    "polynomial._spelled: 1 -> 2",
    "polynomial._number_of: 0 -> 1",
    "polynomial.place: 0 -> 1",
}
"""Changes of the order in which atoms stand, which changes no number."""


@pytest.mark.parametrize("seed", range(20))
def test_as_in_plain_arithmetic(seed):
    assert difference(checkers.proof.polynomial, seed) == ""


def survives(tree):
    module = ModuleType("checkers.proof.polynomial")
    try:
        exec(compile(tree, "polynomial", "exec"), module.__dict__)
        return all(difference(module, seed) == "" for seed in range(3))
    except Exception:
        return False


@pytest.mark.slow
def test_every_slip_is_seen_but_those_that_change_no_number():
    made = list(mutants("polynomial"))
    assert len(made) >= 60
    assert {one.name for one in made if survives(one.tree)} == SURVIVORS
