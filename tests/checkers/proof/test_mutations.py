"""A kernel with one condition less, one comparison flipped or one premise forgotten is told from the kernel by the attacks."""

import ast

import pytest

from tests.checkers.proof.mutants import MUTATED, compiled, mutants, survives
from tests.checkers.proof.survivors import SURVIVORS

SHARES = [pytest.param(12, marks=pytest.mark.slow, id="a twelfth"), pytest.param(1, marks=pytest.mark.long, id="all")]


@pytest.fixture(scope="module", params=SHARES)
def tried(request):
    """Every so many of the mutants, by name, and those of them that survive."""
    codes = compiled()
    assert survives(None, "", codes), "the attacks do not hold of the kernel itself"
    chosen = [(module, mutant) for module in MUTATED for mutant in mutants(module)][:: request.param]
    return {mutant.name for _, mutant in chosen}, {mutant.name for module, mutant in chosen if survives(mutant.tree, module, codes)}


def test_no_mutant_survives_that_is_not_known_to_be_harmless(tried):
    assert tried[1] - set(SURVIVORS) == set()


def test_every_survivor_that_is_listed_survives(tried):
    assert set(SURVIVORS) & tried[0] == tried[1] & set(SURVIVORS)


@pytest.mark.slow
def test_mutants_are_many_and_each_has_a_name_and_changes_its_module():
    made = [mutant for module in MUTATED for mutant in mutants(module)]
    assert len({mutant.name for mutant in made}) == len(made) > 400
    assert set(SURVIVORS) <= {mutant.name for mutant in made}


@pytest.mark.slow
def test_a_kernel_that_fails_or_never_ends_is_told():
    codes = compiled()
    assert not survives(ast.parse("raise RuntimeError"), "logic", codes)
    assert not survives(ast.parse("while True: pass"), "logic", codes)
