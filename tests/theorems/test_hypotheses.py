"""Hypotheses as values: constants, scopes, implications, what pairs of classes force, and relations that make sense."""

import inspect

import pytest
import sympy as sp

from theorems import hypotheses
from theorems import words as w
from theorems.errors import LanguageError
from theorems.hypotheses import (
    PL,
    BoundedGradient,
    BoundedVariance,
    Convex,
    Hypothesis,
    Interpolation,
    Lipschitz,
    Quadratic,
    QuadraticGrowth,
    SecondMoment,
    Smooth,
    StronglyConvex,
    find,
    forced,
    impossible,
)
from theorems.language import Rational, Theorem, constants, oo, points, sqrt, stochastic_grad, x
from theorems.normal_form import mentions
from theorems.typed import Kinds, check_relation, walk

L, mu, nu, G, C, R, sigma = constants("L mu nu G C R sigma")
u = points("u")
KINDS = [kind for _, kind in inspect.getmembers(hypotheses, inspect.isclass) if issubclass(kind, Hypothesis) and not inspect.isabstract(kind)]


def example(kind):
    return kind(L) if inspect.signature(kind).parameters else kind()


@pytest.mark.parametrize("kind", KINDS)
def test_inequalities_are_relations_of_the_language_at_free_points(kind):
    found = example(kind).inequalities()
    assert found
    assert len({q.name for q in found}) == len(found)
    for inequality in found:
        check_relation(Kinds(), inequality.relation)
        free = {term for term in walk(inequality.relation) if isinstance(term, w.Point)}
        assert free <= {*points("u v"), w.x_star}
        assert not mentions(inequality.relation, w.Real, w.Natural)


@pytest.mark.parametrize("kind", KINDS)
def test_the_constant_stands_in_some_inequality(kind):
    hypothesis = example(kind)
    assert (hypothesis.constant is None) == (not inspect.signature(kind).parameters)
    if hypothesis.constant is not None:
        assert hypothesis.constant == L
        assert any(L in walk(q.relation) for q in hypothesis.inequalities())


def test_every_class_is_certified_under_a_name_of_its_own():
    names = {example(kind).certified_as for kind in KINDS}
    assert len(names) == len(KINDS)
    assert BoundedGradient(L, norm=oo).certified_as not in names


@pytest.mark.parametrize("kind", [PL, StronglyConvex, QuadraticGrowth])
def test_smaller_lower_constants_are_implied(kind):
    assert not kind.at_least
    assert kind(L).constant == L


@pytest.mark.parametrize("kind", [Smooth, Lipschitz, BoundedGradient, BoundedVariance, SecondMoment])
def test_larger_upper_constants_are_implied(kind):
    assert kind.at_least


def test_constants_are_exact_expressions():
    assert sp.Integer(2) == Smooth(2).L
    assert Smooth(L) == Smooth(L)
    assert len({Smooth(L), Smooth(L), Smooth(2 * L)}) == 2
    assert sp.Rational(1, 3) == Smooth("1/3").L
    for text in ("L", "1/0", "__import__('os')"):
        with pytest.raises(LanguageError, match="Smooth takes a constant, not "):
            Smooth(text)
    with pytest.raises(LanguageError, match="PL takes a constant"):
        PL(L <= 1)
    with pytest.raises(LanguageError, match=r"Rational\(1, 2\)"):
        Theorem(given=[Smooth(0.5)], claim=w.f(x_point()) >= 0)


def x_point():
    return points("q")


def test_second_moments_have_a_scope():
    assert SecondMoment(C).scope == "everywhere"
    assert SecondMoment(C, on="iterates").scope == "iterates"
    assert x[w.t] in walk(SecondMoment(C, on="iterates").inequalities()[1].relation)
    with pytest.raises(LanguageError, match='choose "everywhere" or "iterates"'):
        SecondMoment(C, on="somewhere")


def test_bounds_of_gradients_have_a_norm():
    claim = w.f(x_point()) >= 0
    stated = [Theorem(given=[BoundedGradient(R, norm=norm)], claim=claim) for norm in (2, oo)]
    assert stated[0].digest(claim) != stated[1].digest(claim)
    assert Theorem(given=[BoundedGradient(R)], claim=claim).digest(claim) == stated[0].digest(claim)
    assert [h.inequalities()[-1].relation for h in (BoundedGradient(R), BoundedGradient(R, oo))] == [
        w.norm(stochastic_grad(u)) <= R,
        w.norm(stochastic_grad(u), oo) <= R,
    ]
    with pytest.raises(LanguageError, match="choose 2 or oo"):
        BoundedGradient(R, norm=1)


def test_a_euclidean_bound_implies_the_others_and_not_the_other_way_round():
    assert find([BoundedGradient(R)], Lipschitz) == Lipschitz(R)
    assert BoundedGradient(R, norm=oo) in BoundedGradient(R).implies()
    assert find([BoundedGradient(R, norm=oo)], Lipschitz) is None
    assert find([Lipschitz(R)], BoundedGradient) is None


def test_a_bound_of_the_gradients_of_a_nonconstant_function_is_positive():
    found = dict(forced([Smooth(L), BoundedGradient(R - sqrt(mu), norm=oo)]))
    assert "BoundedGradient" in found[R - sqrt(mu) > 0]
    assert [relation for relation, _ in forced([BoundedGradient(R)])] == [R > 0]


def test_implications_are_followed_to_the_end():
    assert find([StronglyConvex(mu)], PL) == PL(mu)
    assert find([StronglyConvex(mu)], QuadraticGrowth) == QuadraticGrowth(mu)
    assert find([StronglyConvex(mu)], Convex) == Convex()
    assert find([PL(mu)], QuadraticGrowth) == QuadraticGrowth(mu)
    assert find([Quadratic()], Convex) == Convex()
    assert find([PL(mu)], Convex) is None
    assert find([Convex(), mu <= L, Smooth(L)], Smooth) == Smooth(L)
    assert find([], Smooth) is None


def test_stated_hypotheses_come_before_implied_ones():
    assert find([StronglyConvex(mu), PL(nu)], PL) == PL(nu)


def test_pairs_force_relations_between_constants():
    for kind in (PL, StronglyConvex, QuadraticGrowth):
        found = dict(forced([Smooth(L), kind(mu)]))
        assert "nonconstant" in found[mu <= L]
    assert forced([PL(mu)]) == ()
    assert mu not in {s for relation, _ in forced([Smooth(L), Lipschitz(G), Convex()]) for s in relation.free_symbols}
    assert {L > 0, G > 0} <= set(dict(forced([Smooth(L), Lipschitz(G), Convex()])))


@pytest.mark.parametrize("bound", [Lipschitz(G), SecondMoment(C), BoundedGradient(R), BoundedGradient(R - sqrt(mu), norm=oo)])
@pytest.mark.parametrize("growing", [PL(mu), StronglyConvex(mu)])
def test_growth_and_a_bounded_gradient_exclude_each_other(growing, bound):
    assert type(bound).__name__ in impossible([bound, growing])


@pytest.mark.parametrize(
    "given", [[PL(mu)], [Lipschitz(G)], [Convex(), Lipschitz(G)], [PL(mu), SecondMoment(C, on="iterates")], [PL(mu), BoundedVariance(sigma)], []]
)
def test_other_pairs_are_possible(given):
    assert impossible(given) is None


def test_classes_with_interpolation_conditions_mark_them():
    marked = {kind for kind in KINDS if any(q.interpolation for q in example(kind).inequalities())}
    assert marked == {Smooth, Convex, StronglyConvex}


def test_no_noise_is_demanded_at_minimisers_only():
    (inequality,) = Interpolation().inequalities()
    assert w.x_star in walk(inequality.relation)


def test_the_smooth_interpolation_condition_is_that_of_the_literature():
    """f(v) >= f(u) + <g_u, v - u> + (|g|^2/L - L |p|^2 + 2 <g, p>)/4 with g = g_v - g_u, p = v - u; on the line, where all are numbers."""
    u, v, gu, gv = sp.symbols("u v gu gv")
    condition = next(q for q in Smooth(L).inequalities() if q.interpolation).relation
    line = condition.rhs.replace(w.norm_sq, lambda e: e**2).replace(w.inner, lambda a, b: a * b)
    line = line.xreplace({w.grad(w.Point("u")): gu, w.grad(w.Point("v")): gv, w.f(w.Point("u")): 0, w.Point("u"): u, w.Point("v"): v})
    expected = gu * (v - u) + ((gv - gu) ** 2 / L - L * (v - u) ** 2 + 2 * (gv - gu) * (v - u)) / 4
    assert sp.expand(line - expected) == 0
    assert sp.expand(line.subs({gu: Rational(1), gv: Rational(2), u: 0, v: 1, L: 1})) == sp.Rational(3, 2)
