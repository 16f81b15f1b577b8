"""Default constants meet `given` exactly, and branches lie on both sides of every kink."""

from fractions import Fraction

import pytest
import sympy as sp

from checkers.fixed import fixed
from checkers.own_problems import UsageError
from checkers.worst_case.constants import branches, defaults
from theorems.catalogue import load, lookup
from theorems.hypotheses import PL, BoundedGradient, BoundedVariance, Convex, Lipschitz, Smooth, StronglyConvex
from theorems.language import Abs, Max, Theorem, constants, f, norm_sq, reals, sqrt, t, x, x_star
from theorems.methods import SGD, GradientDescent, HeavyBall

L, mu, eta, beta, R, G, sigma = constants("L mu eta beta R G sigma")
a = reals("a")


def about(*given, method=None, claim=None):
    return Theorem(given=list(given), method=method or GradientDescent(step=eta), claim=f(x[t]) <= f(x[0]) if claim is None else claim)


def texts(values):
    return {name: str(value) for name, value in values.items()}


@pytest.mark.parametrize(
    ("theorem", "expected"),
    [
        (about(Smooth(L), PL(mu), mu <= L, eta <= 1 / L), {"L": "1", "mu": "1/10", "eta": "1"}),
        (about(Smooth(L), eta <= 2 / L), {"L": "1", "eta": "2"}),
        (about(Smooth(L), eta < 2 / L), {"L": "1", "eta": "1"}),
        (about(Smooth(L)), {"L": "1", "eta": "1"}),
        (about(Smooth(L), eta <= sqrt(3) / L), {"L": "1", "eta": "17/10"}),
        (about(Smooth(L), Convex(), norm_sq(x[0] - x_star) <= R**2, eta <= 1 / L), {"L": "1", "R": "1", "eta": "1"}),
        (about(Convex(), Lipschitz(G), norm_sq(x[0] - x_star) <= R**2), {"G": "1", "R": "1", "eta": "1"}),
        (about(Smooth(L), BoundedVariance(sigma), eta <= 1 / L, method=SGD(step=eta)), {"L": "1", "sigma": "1", "eta": "1"}),
        (about(Smooth(L), beta < 1, method=HeavyBall(step=1 / L, momentum=beta)), {"L": "1", "beta": "1/2"}),
        (about(Smooth(L), a >= 2, a <= 3, claim=f(x[t]) <= a * f(x[0])), {"L": "1", "a": "3", "eta": "1"}),
        (about(StronglyConvex(mu), Smooth(L), method=HeavyBall(step=1 / L, momentum=1 - sqrt(mu / L))), {"L": "1", "mu": "1/4"}),
    ],
)
def test_defaults_are_plain_and_steps_as_large_as_given_allows(theorem, expected):
    assert texts(defaults(theorem)) == expected


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (("L=10",), {"L": "10", "mu": "1", "eta": "1/10"}),
        (("mu=4",), {"L": "40", "mu": "4", "eta": "1/40"}),
        (("L=2", "eta=0.25/L"), {"L": "2", "mu": "1/5", "eta": "1/8"}),
    ],
)
def test_what_is_fixed_stays_and_the_rest_follows(settings, expected):
    theorem = about(Smooth(L), PL(mu), mu <= L, eta <= 1 / L)
    assert texts(defaults(theorem, fixed(theorem, settings))) == expected


def test_values_that_given_forbids_are_refused_with_the_constant():
    theorem = about(Smooth(L), PL(mu), mu <= L, eta <= 1 / L)
    with pytest.raises(UsageError, match="no rational value of L meets η ≤ 1/L, L = 1, L > 0 with eta = 3: fix"):
        defaults(theorem, fixed(theorem, ("eta=3", "L=1")))


def test_what_a_class_takes_is_positive():
    found = defaults(about(Smooth(L), BoundedGradient(R - sqrt(a)), a > 0, claim=f(x[t]) <= f(x[0]) + a))
    assert found["R"] > 0
    assert found["R"] ** 2 > found["a"]


def test_branches_cover_every_sign_of_every_kink():
    rho = Max(Abs(1 - eta * mu), Abs(1 - eta * L))
    claim = norm_sq(x[t + 1] - x_star) <= rho**2 * norm_sq(x[t] - x_star)
    found = branches(about(Smooth(L), StronglyConvex(mu), mu <= L, eta < 2 / L, claim=claim))
    steep = {(p["L"] * p["eta"] > 1, p["L"] > 4 * p["mu"]) for p in found}
    assert steep == {(False, False), (False, True), (True, False), (True, True)}
    assert {abs(1 - p["eta"] * p["L"]) > abs(1 - p["eta"] * p["mu"]) for p in found} == {False, True}
    assert all(p["mu"] <= p["L"] and p["eta"] < 2 / p["L"] for p in found)
    assert found[0] == {"L": Fraction(1), "mu": Fraction(1, 10), "eta": Fraction(1)}


@pytest.mark.parametrize("theorem", ["gd-strongly-convex", "pl-gd", "gd-convex-tight", "descent-lemma", "heavy-ball-quadratic"])
def test_branches_of_the_catalogue_meet_what_is_given(theorem):
    stated = load(lookup(theorem)).theorem
    points = branches(stated)
    assert 1 <= len(points) <= 8
    symbols = {s.name: s for s in stated.terms() if isinstance(s, sp.Symbol)}
    for point in points:
        named = {symbols[name]: sp.Rational(value.numerator, value.denominator) for name, value in point.items()}
        assert all(relation.xreplace(named) == sp.true for relation in stated.relations)
