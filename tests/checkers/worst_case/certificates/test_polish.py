"""Optima to many digits."""

from fractions import Fraction as Q

import pytest

from checkers.worst_case.certificates.faces import faces
from checkers.worst_case.certificates.polish import polished
from checkers.worst_case.solving.solve import solve
from tests.checkers.worst_case.by_hand import descent


@pytest.mark.parametrize("steps", [1, 2])
def test_the_kernel_is_found_to_sixty_digits(steps):
    program = descent("smooth strongly convex", steps, mu=Q(1, 10))
    solution = solve(program)
    found = polished(program, solution, next(faces(program, solution)))
    (direction,) = found.kernel
    slope = {1: Q(100, 271), 2: Q(10000, 40951)}[steps]
    assert abs(direction[1] / direction[0] - slope) < Q(1, 10**60)
    assert found.solution.value == pytest.approx(solution.value, rel=1e-6)


def test_multipliers_that_are_not_unique_do_no_harm():
    program = descent("smooth convex", 2)
    solution = solve(program)
    found = polished(program, solution, next(faces(program, solution)))
    assert all(abs(part - Q(1, 5)) < Q(1, 10**60) for part in found.kernel[0][1:])


def test_the_polished_solution_is_in_the_form_of_the_solvers():
    program = descent("smooth", 2, measure="best", start="gap", minimiser=False)
    solution = solve(program)
    found = polished(program, solution, next(faces(program, solution))).solution
    assert found.value == pytest.approx(1 / 2, abs=1e-15)
    assert found.gram.shape == solution.gram.shape
    assert found.weights == pytest.approx(solution.weights, abs=1e-6)
    assert found.multipliers.keys() == solution.multipliers.keys()
