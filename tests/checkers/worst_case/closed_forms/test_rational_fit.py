"""Rational functions through exact values: of the lowest degree, and none where values to spare disagree."""

from fractions import Fraction as Q

import pytest
import sympy as sp

from checkers.worst_case.closed_forms.rational_fit import fitted, needed, value
from checkers.worst_case.symbolic.forms import field

a, b = sp.symbols("a b")
PLACES = [Q(1, 5), Q(1, 4), Q(1, 3), Q(2, 5), Q(1, 2), Q(2, 3), Q(3, 4), Q(1), Q(4, 3), Q(3, 2)]


@pytest.mark.parametrize("text", ["3/7", "2*a/(2 + a)", "(1 - a)**2/(1 + a)", "1/(a - a**2/4)"])
def test_one_variable(text):
    known = field([a])
    wanted = known.from_expr(sp.sympify(text))
    wanted = known(wanted.numer) / known(wanted.denom)
    places = [(p,) for p in PLACES]
    assert fitted(known, places, [value(wanted, place) for place in places]) == wanted


@pytest.mark.parametrize("text", ["2*a*b/(2 + a)", "(1 - a*b)/(1 + a + b)", "b*(2 - a)"])
def test_two_variables(text):
    known = field([a, b])
    wanted = known.from_expr(sp.sympify(text))
    wanted = known(wanted.numer) / known(wanted.denom)
    places = [(p, q) for p in PLACES[:5] for q in PLACES[3:8]]
    assert fitted(known, places, [value(wanted, place) for place in places]) == wanted


def test_noise_in_one_value_leaves_nothing():
    known = field([a])
    places = [(p,) for p in PLACES]
    values = [1 / (2 + p) for p in PLACES]
    values[4] += Q(1, 10**6)
    assert fitted(known, places, values) is None


def test_as_many_values_as_unknowns_are_not_enough():
    known = field([a])
    places = [(p,) for p in PLACES[:3]]
    assert needed(1, 0, 1, spare=0) == 2
    assert fitted(known, places, [1 / (2 + p) for p in PLACES[:3]], spare=2) is None
    assert fitted(known, places, [1 / (2 + p) for p in PLACES[:3]], spare=1) == known.from_expr(1 / (2 + a))
