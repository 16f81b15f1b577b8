"""The simplest fractions, and linear equations near a guess."""

import random
from fractions import Fraction as Q

import pytest

from checkers.worst_case.certificates.rational import guesses, simple, simplest, solved_near


def test_the_simplest_fraction_of_an_interval_is_the_one_of_least_denominator():
    rng = random.Random(0)
    for _ in range(300):
        low = Q(rng.randint(-500, 500), rng.randint(1, 200))
        high = low + Q(rng.randint(0, 30), rng.randint(1, 500))
        found = simplest(low, high)
        assert low <= found <= high
        assert not any(-(-low * d // 1) <= high * d // 1 for d in range(1, found.denominator))


@pytest.mark.parametrize(
    ("number", "within", "fraction"), [(0.3333333, 1e-6, Q(1, 3)), (1e-9, 1e-8, Q(0)), (-0.4, 0, Q(-0.4)), (1234.5000001, 1e-8, Q(2469, 2))]
)
def test_a_float_is_read_as_the_simplest_fraction_nearby(number, within, fraction):
    assert simple(number, within) == fraction


def test_equations_are_solved_with_the_free_unknowns_as_guessed():
    rows, right = [[Q(1), Q(1), Q(1)], [Q(0), Q(1), Q(-1)]], [Q(1), Q(0)]
    found = solved_near(rows, right, [Q(0), Q(0), Q(1, 3)], [0, 1, 2])
    assert (found.numbers, found.free) == ((Q(1, 3), Q(1, 3), Q(1, 3)), (2,))


def test_equations_that_contradict_each_other_have_no_solution():
    assert solved_near([[Q(1)], [Q(1)]], [Q(0), Q(1)], [Q(0)], [0]) is None


def test_unique_solutions_do_not_depend_on_the_guess():
    found = solved_near([[Q(2), Q(1)], [Q(1), Q(3)]], [Q(1), Q(0)], [Q(9), Q(9)], [1, 0])
    assert (found.numbers, found.free) == ((Q(3, 5), Q(-1, 5)), ())


def test_guesses_share_a_denominator():
    for guess in guesses([0.1234567, 1 / 3]):
        assert abs(guess[1] - Q(1, 3)) < Q(1, 20)
