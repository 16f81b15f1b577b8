"""Worst cases in few dimensions, in floats, and their numbers rounded."""

from fractions import Fraction as Q

import numpy as np
import pytest

from checkers.worst_case.functions.few_dimensions import forms, framed, largest, starts
from checkers.worst_case.functions.on_the_line import shape
from checkers.worst_case.functions.placed import Placed, broken, quotient
from checkers.worst_case.functions.short_numbers import rounded, upright
from checkers.worst_case.solving.solve import solve
from checkers.worst_case.terms import Vector
from tests.checkers.worst_case.by_hand import descent

HUBER = Placed({"x0": (Q(1),), "g0": (Q(1, 3),), "g1": (Q(1, 3),)}, {"f0": Q(5, 18), "f1": Q(1, 6)})


def test_data_are_judged_in_fractions():
    """Huber data of one step, on the edge of what smooth convex functions can do."""
    program = descent("smooth convex", 1)
    assert HUBER.point(Vector({"x0": Q(1), "g0": Q(-1)})) == (Q(2, 3),)
    assert quotient(program, HUBER) == Q(1, 6)
    for value in (Q(1, 6) + Q(1, 10**9), Q(1, 18) - Q(1, 10**9)):
        off = Placed(HUBER.vectors, {**HUBER.values, "f1": value})
        assert broken(program, off) is not None
        assert quotient(program, off) is None


def test_the_derivatives_of_the_forms_are_those_of_their_values():
    program, rng = descent("smooth strongly convex", 2, mu=Q(1, 10)), np.random.default_rng(0)
    found = forms(program, [one.terms for one in program.conditions])
    vectors, values = rng.standard_normal((len(program.basis), 2)), rng.standard_normal(len(program.values))
    step = rng.standard_normal(vectors.size + len(values)) * 1e-6
    moved = (vectors + step[: vectors.size].reshape(vectors.shape), values + step[vectors.size :])
    expected = found.at(*moved) - found.at(vectors, values)
    np.testing.assert_allclose(found.slope(vectors) @ step, expected, atol=1e-10)


@pytest.mark.parametrize("steps", [1, 3])
@pytest.mark.parametrize("dimension", [1, 2])
def test_the_worst_case_is_found_in_few_dimensions(steps, dimension):
    program = descent("smooth convex", steps)
    frame, found = framed(program), solve(program)
    values = np.array([found.values[name] for name in program.values])
    local = max((largest(frame, one, values) for one in starts(found.gram, dimension)), key=lambda one: one.quotient)
    assert local.quotient == pytest.approx(1 / (4 * steps + 2), rel=1e-9)
    inside = largest(frame, local.vectors, local.values, level=0.9 / (4 * steps + 2))
    assert inside.slack > 1e-4
    placed = rounded(frame, inside, lambda data, reached: reached >= Q(9, 10) / (4 * steps + 2))
    assert quotient(program, placed) >= Q(9, 10) / (4 * steps + 2)
    assert placed.dimension == dimension


def test_data_are_turned_along_the_first_axis_without_changing_inner_products():
    program = descent("smooth convex", 2)
    frame, rng = framed(program), np.random.default_rng(1)
    local = largest(frame, rng.standard_normal((4, 2)), np.array([0.3, 0.2, 0.1]))
    vectors, values = upright(frame, local)
    size = np.linalg.norm(local.vectors, axis=1).max()
    np.testing.assert_allclose(vectors @ vectors.T * size**2, local.vectors @ local.vectors.T, atol=1e-12)
    np.testing.assert_allclose(values * size**2, local.values, atol=1e-12)
    longest = int(np.argmax(np.linalg.norm(vectors, axis=1)))
    np.testing.assert_allclose(vectors[longest], [1, 0], atol=1e-8)  # lengths that agree to nine digits count as equal


def test_a_shape_forgets_the_pieces_that_rounding_makes():
    """Huber data with noise far below what is told apart: three pieces, not five."""
    points, slopes, values = np.array([0, 1, 2 / 3]), np.array([0, 1 / 3, 1 / 3]), np.array([0, 5 / 18, 1 / 6])
    for noise in (0, 1e-13):
        found = shape(points, slopes + noise * np.array([0, 1, -1]), values, Q(0), Q(1))
        np.testing.assert_allclose(found.breaks, [0, 1 / 3], atol=1e-6)
        assert (found.outer, found.inner) == (0, 1)
    assert shape(points, 0.1 * points, points**2 / 20, Q(1, 10), Q(1)).breaks == ()


def test_a_program_without_conditions_has_forms_of_no_rows():
    program = descent("smooth convex", 1)
    assert forms(program, []).slope(np.zeros((3, 2))).shape == (0, 8)
