"""Closed forms guessed from exact values: the right one, or none with a reason."""

from fractions import Fraction as Q
from itertools import product

import pytest
import sympy as sp

from checkers.worst_case.closed_forms.closed_form import ClosedForm, Sample, Unguessed, guessed, simplest_in

N, kappa, gamma = sp.symbols("N kappa gamma")


def samples(form, steps=(1, 2, 3, 4, 5), **constants):
    """Exact values of a form on a grid."""
    made = []
    for n, *values in product(steps, *constants.values()):
        taken = dict(zip(constants, values, strict=True))
        value = form.subs({N: n, **{sp.Symbol(name): sp.Rational(c.numerator, c.denominator) for name, c in taken.items()}})
        exact = Q(int(value.p), int(value.q))
        made.append(Sample(n, taken, (exact, exact)))
    return made


KAPPAS = [Q(1, 10), Q(1, 7), Q(1, 5), Q(1, 4), Q(1, 3), Q(2, 5), Q(1, 2), Q(3, 5), Q(2, 3), Q(3, 4)]


@pytest.mark.parametrize(
    "form",
    [1 / (4 * N + 2), 4 / (3 * N + 2), 4 / (3 * N), 1 / (2 * N + 1) ** 2, sp.Integer(3) / 7, N / (2 * N + 1), sp.Rational(1, 2) ** N],
)
def test_a_form_in_the_horizon_is_found_from_five_values(form):
    found = guessed(samples(form))
    assert isinstance(found, ClosedForm)
    assert sp.simplify(found.expression - form) == 0
    assert found.samples == 5


@pytest.mark.parametrize("form", [(2 - 2 * kappa) / (2 + kappa), (1 - kappa) ** 2, 1 / (1 + kappa)])
def test_a_form_in_one_constant_is_found_at_one_horizon(form):
    found = guessed(samples(form, steps=(1,), kappa=KAPPAS))
    assert isinstance(found, ClosedForm)
    assert sp.simplify(found.expression - form) == 0


@pytest.mark.parametrize(
    "form",
    [
        ((1 - kappa) / (1 + kappa)) ** (2 * N),
        ((2 - 2 * kappa) / (2 + kappa)) ** N,
        (1 - kappa) ** (2 * N) / 2,
        kappa / (kappa + 4) * (1 - kappa) ** N,
    ],
)
def test_a_power_of_the_horizon_is_found(form):
    found = guessed(samples(form, kappa=KAPPAS))
    assert isinstance(found, ClosedForm)
    assert sp.simplify(found.expression / form) == 1


def test_a_form_in_the_horizon_and_a_constant_is_found():
    form = 1 / (N * (gamma - gamma**2 / 4))
    found = guessed(samples(form, steps=(1, 2, 3, 4), gamma=KAPPAS))
    assert isinstance(found, ClosedForm)
    assert sp.simplify(found.expression - form) == 0


@pytest.mark.parametrize("place", range(5))
def test_noise_in_one_value_leaves_no_guess(place):
    data = samples(1 / (4 * N + 2))
    wrong = data[place].value[0] + Q(1, 1000)
    data[place] = Sample(data[place].steps, {}, (wrong, wrong))
    assert isinstance(guessed(data), Unguessed)


@pytest.mark.slow
def test_noise_in_a_grid_leaves_no_guess():
    data = samples(((1 - kappa) / (1 + kappa)) ** (2 * N), kappa=KAPPAS)
    data[17] = Sample(data[17].steps, data[17].constants, (data[17].value[0] * Q(1001, 1000),) * 2)
    assert isinstance(guessed(data), Unguessed)


def test_too_few_values_are_said_to_be_too_few():
    found = guessed(samples(1 / (4 * N + 2), steps=(1, 2, 3)))
    assert isinstance(found, Unguessed)
    assert "N = 1...5" in found.reason


def test_algebraic_values_leave_no_guess():
    data = [Sample(n, {}, (Q(10**12 * n).limit_denominator(1) / 10**12, Q(0))) for n in range(0)]
    for n in range(1, 6):
        low = Q(int(sp.floor(sp.sqrt(n + 1) * 10**12)), 10**12)
        data.append(Sample(n, {}, (low, low + Q(1, 10**12))))
    found = guessed(data)
    assert isinstance(found, Unguessed)
    assert "rational" in found.reason


def test_primes_leave_no_guess():
    data = [Sample(n, {}, (Q(1, p),) * 2) for n, p in enumerate((2, 3, 5, 7, 11, 13, 17), start=1)]
    assert isinstance(guessed(data), Unguessed)


def test_brackets_are_enough_where_they_are_narrow():
    data = [Sample(n, {}, (Q(1, 4 * n + 2) - Q(1, 10**9), Q(1, 4 * n + 2) + Q(1, 10**9))) for n in range(1, 6)]
    found = guessed(data)
    assert isinstance(found, ClosedForm)
    assert sp.simplify(found.expression - 1 / (4 * N + 2)) == 0
    wide = [Sample(n, {}, (Q(1, 4 * n + 2) - Q(1, 10**3), Q(1, 4 * n + 2) + Q(1, 10**3))) for n in range(1, 6)]
    assert isinstance(guessed(wide), Unguessed)


def test_the_simplest_rational_of_a_bracket():
    assert simplest_in(Q(314159, 10**5), Q(314160, 10**5)) is None
    assert simplest_in(Q(333333, 10**6), Q(333334, 10**6)) == Q(1, 3)
    assert simplest_in(Q(-333334, 10**6), Q(-333333, 10**6)) == Q(-1, 3)
    assert simplest_in(Q(-1, 10**9), Q(1, 10**9)) == 0
    assert simplest_in(Q(2, 7), Q(2, 7)) == Q(2, 7)


def test_a_guess_says_that_it_is_one_and_has_a_latex_form():
    found = guessed(samples(4 / (3 * N + 2)))
    assert "guess" in str(found)
    assert found.latex == r"\frac{4}{3 N + 2}"
