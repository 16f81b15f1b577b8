"""Values of constants: every candidate meets every relation exactly, and the boundary is among them where it is allowed."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from checkers.experiment.case import Case
from checkers.experiment.regions import FACT, START, Region
from checkers.experiment.search.scope import Scope, known_values
from problems.discovery import families
from theorems.hypotheses import PL, BoundedGradient, BoundedVariance, Smooth, StronglyConvex
from theorems.language import Eq, Theorem, constants, f, f_star, grad, naturals, norm_sq, oo, reals, sqrt, t, x, x_star
from theorems.methods import GradientDescent

L, mu, eta, beta, R, kappa, sigma, eps = constants("L mu eta beta R kappa sigma eps")
n, m = naturals("n m")
a, c = reals("a c")
ONE = Fraction(1)
KNOWN = {
    FACT + "smooth": Fraction(3),
    FACT + "pl": Fraction(1, 2),
    FACT + "strongly_convex": Fraction(1, 2),
    FACT + "variance": Fraction(2),
}


def region(*given):
    return Region(Theorem(given=list(given), method=GradientDescent(step=1), claim=f(x[t]) <= f(x[0])))


def allowed(symbol, given, **values):
    """The candidates for a symbol once others have values."""
    return region(*given).allowed(symbol, {**KNOWN, **{name: Fraction(value) for name, value in values.items()}})


def met(relation, values):
    """A relation in SymPy's own exact arithmetic."""
    named = {s: sp.sympify(values[s.name]) for s in relation.free_symbols}
    return bool(relation.xreplace(named))


SETS = [
    [Smooth(L), eta <= 1 / L],
    [Smooth(L), eta < 2 / L],
    [Smooth(L), PL(mu), mu <= L, eta <= 1 / L],
    [Smooth(L), StronglyConvex(mu), eta <= 2 / (L + mu)],
    [Smooth(L), PL(mu), Eq(kappa, L / mu)],
    [Smooth(L), eta >= 1 / L, eta <= 1 / L],
    [Smooth(L), beta < 1, eta <= 2 * (1 + beta) / L],
    [Smooth(L), beta**2 <= 1 - eta * L],
    [BoundedVariance(sigma), Smooth(L), eta * sigma <= 1, n >= 2, n < 7],
    [Smooth(L), a >= -1, a <= 1, c <= a],
    [Smooth(2 * L), eta * L <= 1],
    [Smooth(L), eta <= sqrt(2) / L],
]


@pytest.mark.parametrize("given", SETS, ids=[str(given) for given in SETS])
def test_picked_values_meet_every_relation_exactly(given):
    found, rng = region(*given), np.random.default_rng(0)
    picked = [found.pick(KNOWN, lambda candidates: candidates[int(rng.integers(len(candidates)))]) for _ in range(40)]
    picked = [values for values in picked if values is not None]
    assert len(picked) >= 10
    for values in picked:
        assert set(values) == {s.name for s in found.symbols}
        for relation in found.relations:
            assert met(relation, {**KNOWN, **values}), (relation, values)
        assert found.holds({**KNOWN, **values})
    assert len({tuple(values.items()) for values in picked}) > 1


@pytest.mark.parametrize(
    ("given", "inside", "outside"),
    [
        ([Smooth(L), eta <= 1 / L], "1/3", "2/3"),
        ([Smooth(L), eta < 2 / L], "1/3", "2/3"),
        ([Smooth(L), eta <= 1 / L, eta >= 1 / (2 * L)], "1/6", "1/12"),
        ([Smooth(L), eta > 1 / L], "2/3", "1/3"),
        ([Smooth(L), Eq(eta, 1 / L)], "1/3", "1/6"),
        ([Smooth(L), eta * L <= 3, eta * L >= 2], "2/3", "1/3"),
        ([Smooth(L), eta**2 <= 1 / L**2], "1/3", "2/3"),
    ],
)
def test_the_boundary_is_a_candidate_where_it_is_allowed(given, inside, outside):
    found = allowed(eta, given, L=3)
    assert Fraction(inside) in found
    assert Fraction(outside) not in found
    assert all(value > 0 for value in found)


def test_the_boundary_comes_first():
    assert allowed(eta, [Smooth(L), eta <= 1 / L], L=3)[0] == Fraction(1, 3)
    assert allowed(L, [Smooth(L)])[0] == 3
    assert allowed(mu, [PL(mu)])[0] == Fraction(1, 2)


def test_a_strict_boundary_is_approached():
    """Below 2/L = 2/3 by a thousandth of it at most."""
    nearest = max(allowed(eta, [Smooth(L), eta < 2 / L], L=3))
    assert Fraction(2, 3) * Fraction(999, 1000) < nearest < Fraction(2, 3)


def test_constants_of_hypotheses_are_implied_by_the_certificates():
    assert min(allowed(L, [Smooth(L)])) == 3
    assert len(allowed(L, [Smooth(L)])) > 2
    assert max(allowed(mu, [PL(mu)])) == Fraction(1, 2)
    assert len(allowed(mu, [PL(mu)])) > 2
    assert min(allowed(L, [Smooth(2 * L)])) == Fraction(3, 2)


def test_an_irrational_boundary_is_approached_by_rationals():
    """Whether the boundary itself is inside stays open in balls, so it is not taken; an equality takes it (below)."""
    found = [sp.Rational(value.numerator, value.denominator) for value in allowed(eta, [Smooth(L), eta <= sqrt(2) / L], L=3)]
    assert 0 < sqrt(2) / 3 - max(found) < sp.Rational(1, 2**29)


def test_naturals_are_whole_and_within_their_ends():
    assert set(allowed(n, [n >= 3, n <= 5])) == {3, 4, 5}
    assert set(allowed(n, [n > 3, n < 5])) == {4}
    assert all(value.denominator == 1 and value >= 1 for value in allowed(n, [2 * n >= 5]))
    assert 1 in allowed(n, [n <= 100])
    assert allowed(n, [n >= sp.Rational(15, 2), n <= 7]) == []


def test_reals_may_be_negative_or_zero():
    found = allowed(a, [a <= 2])
    assert 2 in found
    assert 0 in found
    assert min(found) < 0
    assert allowed(a, [a <= 2, a >= 2]) == [2]
    assert max(allowed(a, [a < 0])) < 0


def test_equalities_are_met_exactly():
    values = region(Smooth(L), PL(mu), Eq(kappa, L / mu)).pick(KNOWN, lambda candidates: candidates[0])
    assert values == {"L": 3, "mu": Fraction(1, 2), "kappa": 6}
    roots = region(Smooth(L), Eq(beta, 1 / sqrt(L))).pick(KNOWN, lambda candidates: candidates[0])
    assert roots["beta"] ** 2 == sp.Rational(1, 3)


@pytest.mark.parametrize("floor", [ONE, Fraction(1, 4), Fraction(1, 100), Fraction(1, 10**6), Fraction(1, 3)])
def test_the_constant_that_a_certificate_bounds_is_chosen_after_those_it_stands_with(floor):
    """R - sqrt(eps) >= 7/2: tight where sqrt(eps) is rational, and a little above where it is not."""
    found = region(Smooth(L), BoundedGradient(R - sqrt(eps), norm=oo), eta <= 1 / L)
    values = found.pick({**KNOWN, FACT + "gradient_bound_inf": Fraction(7, 2)}, lambda candidates: candidates[0], {"eps": floor})
    assert found.symbols.index(eps) < found.symbols.index(R)
    assert found.bounded == {L, R}
    slack = values["R"] - Fraction(7, 2)
    assert slack**2 == floor if sp.sqrt(sp.Rational(floor)).is_rational else floor < slack**2 < floor + Fraction(1, 2**28)


def test_roots_of_free_constants_are_rational():
    found = region(BoundedGradient(R - sqrt(eps)))
    free = found.allowed(eps, {**KNOWN, FACT + "gradient_bound": Fraction(1)})
    assert {Fraction(1), Fraction(1, 4), Fraction(1, 100), Fraction(1, 10**6)} <= set(free)
    assert all(sp.sqrt(sp.Rational(value)).is_rational for value in free)


def test_constants_without_relations_have_values():
    assert {Fraction(1), Fraction(2), Fraction(1, 2)} <= set(allowed(eta, [Smooth(L)]))


def test_no_values_where_there_are_none():
    assert region(Smooth(L), eta <= 1 / L, eta > 1 / L).pick(KNOWN, lambda candidates: candidates[0]) is None
    assert region(Smooth(L), PL(mu), mu >= 2 * L).pick(KNOWN, lambda candidates: candidates[0]) is None


def test_values_may_be_fixed_and_are_then_checked():
    found = region(Smooth(L), eta <= 1 / L)
    assert found.pick(KNOWN, lambda c: c[0], {"eta": Fraction(1, 10)}) == {"L": 3, "eta": Fraction(1, 10)}
    assert found.pick(KNOWN, lambda c: c[0], {"eta": Fraction(1, 2)}) is None


def test_further_relations_restrict_the_region():
    theorem = region(Smooth(L), eta <= 1 / L).theorem
    assert Region(theorem, (Eq(eta, 1 / (10 * L)),)).pick(KNOWN, lambda c: c[0])["eta"] == Fraction(1, 30)


def test_a_relation_without_a_closed_form_still_holds():
    found = allowed(eta, [Smooth(L), sp.exp(eta) + eta <= 2], L=3)
    assert found
    for value in found:
        assert sp.exp(sp.Rational(str(value))) + sp.Rational(str(value)) <= 2


@pytest.mark.parametrize(
    ("values", "holds"), [({"eta": Fraction(1, 3)}, True), ({"eta": Fraction(1, 3) + Fraction(1, 10**60)}, False), ({"eta": Fraction(-1)}, False)]
)
def test_membership_is_exact(values, holds):
    assert region(Smooth(L), eta <= 1 / L).holds({**KNOWN, "L": Fraction(3), **values}) is holds


def test_an_enclosure_counts_only_where_it_decides():
    found = region(Smooth(L), norm_sq(x[0] - x_star) <= R**2)
    (name,) = (s.name for s in found.start_terms.values())
    values = {**KNOWN, "L": Fraction(3), name: (Fraction(4) - Fraction(1, 10**9), Fraction(4) + Fraction(1, 10**9))}
    assert found.holds({**values, "R": Fraction(201, 100)})
    assert not found.holds({**values, "R": Fraction(2)})
    assert not found.holds({**values, "R": Fraction(199, 100)})


INSTANCE = families()["quadratic"].build((Fraction(2),), (Fraction(0),), (ONE,))


def scoped(*given):
    theorem = Theorem(given=list(given), method=GradientDescent(step=1), claim=f(x[t]) - f_star <= norm_sq(x[0] - x_star))
    return Scope(theorem, theorem.claims, Region(theorem), (), 4, 0)


def test_relations_about_the_start_bound_constants():
    scope = scoped(Smooth(L), norm_sq(x[0] - x_star) <= R**2, f(x[0]) - f_star <= kappa)
    case = Case(INSTANCE, start=(Fraction(4),), minimiser=INSTANCE.minimisers[0])
    known = known_values(scope, case)
    assert sorted(value for name, value in known.items() if name.startswith(START)) == [0, 9, 9]
    values = scope.region.pick(known, lambda candidates: candidates[0])
    assert values == {"L": 2, "R": 3, "kappa": 9}


def test_relations_about_the_start_alone_are_decided():
    for given, holds in ((norm_sq(grad(x[0])) <= 36, True), (norm_sq(grad(x[0])) < 36, False), (f(x[0]) >= 10, False)):
        scope = scoped(Smooth(L), given)
        case = Case(INSTANCE, start=(Fraction(4),), minimiser=INSTANCE.minimisers[0])
        assert (scope.region.pick(known_values(scope, case), lambda candidates: candidates[0]) is not None) is holds


def test_a_start_given_as_a_vector_is_compared_coordinate_by_coordinate():
    """Eq(x[0], x_star) is a relation that the language accepts."""
    plane = families()["quadratic"].library()[8]
    scope = scoped(Smooth(L), Eq(x[0], x_star))
    centre = tuple(e.low for e in plane.minimisers[0])
    for start, holds in ((centre, True), ((centre[0], centre[1] + 1), False)):
        case = Case(plane, start=start, minimiser=plane.minimisers[0])
        assert (scope.region.pick(known_values(scope, case), lambda candidates: candidates[0]) is not None) is holds


def test_a_region_asked_again_gives_the_same_and_keeps_it_from_its_caller():
    found = region(Smooth(L), eta <= 1 / L)
    first = found.allowed(eta, {**KNOWN, "L": Fraction(3)})
    kept = list(first)
    first.clear()
    assert found.allowed(eta, {**KNOWN, "L": Fraction(3)}) == kept == region(Smooth(L), eta <= 1 / L).allowed(eta, {**KNOWN, "L": Fraction(3)})
    assert found.allowed(eta, {**KNOWN, "L": Fraction(4)}) != kept
    assert found.holds({**KNOWN, "L": Fraction(3), "eta": Fraction(1, 3)})
    assert not found.holds({**KNOWN, "L": Fraction(4), "eta": Fraction(1, 3)})
