"""Contradictions in `given` are found, and a satisfiable `given` is never called empty: a witness shows that it is satisfiable."""

from fractions import Fraction

import pytest
import sympy as sp

from checkers.experiment.emptiness import empty_because
from theorems.hypotheses import PL, Convex, Lipschitz, QuadraticGrowth, SecondMoment, Smooth, StronglyConvex
from theorems.language import Eq, Rational, Theorem, constants, f, naturals, norm_sq, reals, sqrt, t, x, x_star
from theorems.methods import GradientDescent

L, mu, eta, beta, R, G, C = constants("L mu eta beta R G C")
n = naturals("n")
a = reals("a")
away = norm_sq(x[0] - x_star)


def reason(given, extra=()):
    return empty_because(Theorem(given=given, method=GradientDescent(step=1), claim=f(x[t]) <= f(x[0])), extra)


EMPTY = [
    [eta <= 1 / L, eta >= 2 / L],
    [eta < 1 / L, eta > 1 / L],
    [eta < 1 / L, eta >= 1 / L],
    [Smooth(L), PL(mu), mu >= 2 * L],
    [Smooth(L), StronglyConvex(mu), mu > L],
    [Smooth(L), QuadraticGrowth(mu), mu >= L + 1],
    [eta + mu <= 0],
    [eta * mu <= -1],
    [eta < 0],
    [PL(mu), Lipschitz(G)],
    [StronglyConvex(mu), Lipschitz(G)],
    [PL(mu), SecondMoment(C)],
    [beta < 1, beta >= 1],
    [eta * mu <= 1, eta * mu >= 2],
    [eta * L <= 1, mu * eta >= 2, mu <= L],
    [Eq(eta, 1 / L), eta >= 2 / L],
    [Eq(beta, 2), beta < 1],
    [n < 1],
    [n <= Rational(1, 2)],
    [a >= 1, a <= 0],
    [a > 0, a < 0],
    [away <= -1],
    [away <= R, away >= 2 * R],
    [sp.false],
    [Smooth(L), PL(mu), Eq(mu, 3 * L)],
    [Smooth(1), PL(3)],
    [Smooth(L), PL(2 * L)],
]


@pytest.mark.parametrize("given", EMPTY, ids=str)
def test_contradictions_are_found(given):
    assert reason(given)


SATISFIABLE = [
    ([eta <= 1 / L, eta >= 1 / L], {"eta": "1", "L": "1"}),
    ([eta <= 2 / L, eta >= 1 / L], {"eta": "1", "L": "1"}),
    ([Smooth(L), PL(mu), mu <= L, eta <= 1 / L], {"L": "1", "mu": "1", "eta": "1"}),
    ([Smooth(L), PL(mu), mu >= L], {"L": "1", "mu": "1"}),
    ([Smooth(L), PL(mu), Eq(mu, L)], {"L": "1", "mu": "1"}),
    ([eta + mu <= Rational(1, 10**6)], {"eta": "1/10000000", "mu": "1/10000000"}),
    ([eta * mu <= 1, eta * mu >= 1], {"eta": "1", "mu": "1"}),
    ([beta < 1, beta >= Rational(999, 1000)], {"beta": "999/1000"}),
    ([beta < 1, eta < 2 * (1 + beta) / L], {"beta": "1/2", "eta": "1", "L": "1"}),
    ([n <= 1], {"n": "1"}),
    ([n > 1, n < 3], {"n": "2"}),
    ([a <= 0, a >= 0], {"a": "0"}),
    ([a <= -1], {"a": "-2"}),
    ([a**2 <= 0], {"a": "0"}),
    ([away <= R**2], None),
    ([away <= 0], None),
    ([away >= R, away <= R], None),
    ([Convex(), Lipschitz(G)], None),
    ([Smooth(L), Lipschitz(G), eta < 2 / L], {"L": "1", "eta": "1"}),
    ([PL(mu), SecondMoment(C, on="iterates"), eta < 1 / (2 * mu)], {"mu": "1", "eta": "1/4"}),
    ([sqrt(eta) <= 1, eta >= 1], {"eta": "1"}),
    ([eta**2 + mu**2 <= 2 * eta * mu], {"eta": "1", "mu": "1"}),
    ([1 / a <= -1], {"a": "-1"}),
    ([sp.true], None),
    ([], None),
]


@pytest.mark.parametrize(("given", "witness"), SATISFIABLE, ids=[str(given) for given, _ in SATISFIABLE])
def test_satisfiable_sets_are_never_called_empty(given, witness):
    if witness is not None:
        for relation in (r for r in given if isinstance(r, sp.core.relational.Relational)):
            assert relation.xreplace({s: sp.Rational(str(Fraction(witness[s.name]))) for s in relation.free_symbols}) == sp.true
    assert reason(given) is None


def test_the_reason_names_the_relations_and_the_classes():
    assert reason([eta <= 1 / L, eta >= 2 / L]) == "no constants satisfy eta <= 1/L and eta >= 2/L"
    assert "a nonconstant f that is L-smooth and PL has mu <= L" in reason([Smooth(L), PL(mu), mu >= 2 * L])
    assert "Polyak-Lojasiewicz" in reason([PL(mu), Lipschitz(G)])
    assert reason([sp.false]) == "given contains a relation that is false as it stands"


def test_the_reason_names_no_relation_that_the_contradiction_does_without():
    assert reason([eta <= 1 / L, mu <= 7, eta >= 2 / L]) == "no constants satisfy eta <= 1/L and eta >= 2/L"


def test_settings_count_as_relations():
    assert reason([eta <= 1 / L], (Eq(eta, 2 / L, evaluate=False),))
    assert reason([eta <= 1 / L], (Eq(eta, 1 / L, evaluate=False),)) is None


def test_vectors_in_given_are_no_error():
    assert reason([Eq(x[0], x_star)]) is None
