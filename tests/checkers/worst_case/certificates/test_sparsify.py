"""Fewer conditions with the same worst case."""

import pytest

from checkers.worst_case.certificates.sparsify import sparsified
from checkers.worst_case.solving.solve import solve
from tests.checkers.worst_case.by_hand import descent


@pytest.mark.parametrize(("steps", "left"), [(1, 3), (2, 5), (3, 7)])
def test_conditions_that_are_not_needed_are_dropped(steps, left):
    program = descent("smooth convex", steps)
    found = sparsified(program, solve(program))
    assert len(found.program.conditions) == left
    assert found.solution.value == pytest.approx(1 / (4 * steps + 2), rel=1e-6)
    assert all(condition in program.conditions for condition in found.program.conditions)


def test_none_is_dropped_where_all_are_needed():
    program = sparsified(descent("smooth convex", 1), solve(descent("smooth convex", 1))).program
    assert sparsified(program, solve(program)).program == program
