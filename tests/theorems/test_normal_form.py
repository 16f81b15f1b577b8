"""Normal forms: sides, signs, gaps, what leaves an expectation, and what is seen to be nonnegative."""

import pytest
import sympy as sp

from theorems import words as w
from theorems.language import (
    Abs,
    Average,
    Best,
    E,
    Eq,
    Max,
    Min,
    Probability,
    Rational,
    Sum,
    T,
    constants,
    d,
    dist_sq,
    f,
    f_star,
    grad,
    i,
    inner,
    norm,
    norm_sq,
    points,
    reals,
    sqrt,
    stochastic_grad,
    t,
    x,
    x_star,
)
from theorems.normal_form import Term, gap, is_trivial, linear, mentions, normal_form, terms

L, mu, eta = constants("L mu eta")
a = reals("a")
u, v = points("u v")
G = norm_sq(grad(u))


def written(side):
    """The terms of a side as {measured: coefficient}."""
    return {term.measured: sp.expand(term.coefficient) for term in terms(side)}


@pytest.mark.parametrize(
    ("claim", "small", "large", "strict", "equality"),
    [
        (f(u) <= L, f(u), L, False, False),
        (f(u) < L, f(u), L, True, False),
        (f(u) >= L, L, f(u), False, False),
        (f(u) > L, L, f(u), True, False),
        (Eq(f(u), L), f(u), L, False, True),
        (sp.true, 0, 1, False, False),
        (sp.false, 0, -1, False, False),
    ],
)
def test_the_smaller_side_is_the_smaller_side(claim, small, large, strict, equality):
    form = normal_form(claim)
    assert (form.small, form.large, form.strict, form.equality) == (small, large, strict, equality)


def test_an_equality_of_vectors_is_one_of_numbers():
    form = normal_form(Eq(grad(u), L * u))
    assert form.equality
    assert {form.small, form.large} == {norm_sq(grad(u) - L * u), sp.Integer(0)}


@pytest.mark.parametrize(
    ("claim", "trivial"),
    [
        (sp.true, True),
        (sp.false, False),
        (sp.Le(f(u), f(u), evaluate=False), True),
        (sp.Lt(f(u), f(u), evaluate=False), False),
        (sp.Le((L + mu) * f(u), L * f(u) + mu * f(u), evaluate=False), True),
        (f(u) <= f(v), False),
        (sp.Ge((1 - eta) ** 2, 1 - 2 * eta + eta**2, evaluate=False), True),
    ],
)
def test_trivial_claims_are_seen(claim, trivial):
    assert is_trivial(claim) is trivial


TERMS = [
    (f(u) - f_star, {gap(u): 1}),
    (2 * f(u) - f(v) - f_star, {gap(u): 2, gap(v): -1}),
    (f(u) - 2 * f_star, {f(u): 1, f_star: -2}),
    (f(u), {f(u): 1}),
    ((f(u) - f_star) / (eta * T), {gap(u): 1 / (eta * T)}),
    (L / 2 * norm_sq(u - v) + inner(u, v), {norm_sq(u - v): L / 2, inner(u, v): 1}),
    ((L + mu) * G - L * G, {G: mu}),
    (G * (1 - eta) + L**2, {G: 1 - eta, sp.Integer(1): L**2}),
    (E(f(x[t]) - f_star), {E(gap(x[t])): 1}),
    (E(L * f(x[t]) + mu), {E(f(x[t])): L, sp.Integer(1): mu}),
    (Average(eta * f(x[t]) - eta * f_star, (t, 0, T - 1)), {Average(gap(x[t]), (t, 0, T - 1)): eta}),
    (E(Average(2 * norm_sq(x[t]), (t, 0, T - 1))), {E(Average(norm_sq(x[t]), (t, 0, T - 1))): 2}),
    (Sum(f(x[i]) * L / (i + 1), (i, 0, T)), {Sum(f(x[i]) / (i + 1), (i, 0, T)): L}),
    (Best(f(x[t]), (t, 0, T)) - f_star, {Best(gap(x[t]), (t, 0, T)): 1}),
    (0 * f(u), {}),
]


@pytest.mark.parametrize(("side", "expected"), TERMS, ids=[str(side) for side, _ in TERMS])
def test_terms_have_constant_coefficients(side, expected):
    assert written(side) == {measured: sp.expand(coefficient) for measured, coefficient in expected.items()}


def test_a_weight_that_depends_on_the_index_stays_inside():
    (term,) = terms(Sum(f(x[i]) * eta**i, (i, 0, T)))
    assert term.coefficient == 1
    assert linear(Average(t, (t, 0, T - 1))) == Average(t, (t, 0, T - 1))
    assert linear(Average(L, (t, 0, T - 1))) == L
    assert linear(Sum(L, (t, 0, T - 1))) == Sum(L, (t, 0, T - 1))


@pytest.mark.parametrize(
    "measured",
    [
        norm_sq(u), norm(u), dist_sq(u), gap(u), Abs(a * f(u)), Probability(f(u) <= 0), E(norm_sq(stochastic_grad(u))),
        Average(gap(x[t]), (t, 0, T)), Sum(norm_sq(x[i]), (i, 0, T)), Best(norm(x[i]), (i, 0, T)), norm(u) * norm(v), inner(u, v) ** 2,
        sqrt(f(u)), norm(u) ** 3, Max(f(u), norm_sq(v)), E(gap(x[t + 1]), given=x[t]), sp.Integer(1),
        Max(f(u), L * norm_sq(v) / 2 + gap(v)),
    ],
    ids=str,
)  # fmt: skip
def test_manifestly_nonnegative_terms(measured):
    assert Term(L, measured).nonnegative


@pytest.mark.parametrize(
    "measured",
    [
        f(u), inner(u, v), f_star, E(f(u)), inner(u, v) * norm(u), f(u) ** 3, Min(f(u), norm_sq(u)), Best(f(x[i]), (i, 0, T)),
        Sum(inner(x[i], u), (i, 0, T)), Max(f(u), f(v)), sp.exp(f(u)) - 1, Max(f(u), a * norm_sq(v)),
        Max(f(u), -L * norm_sq(v)),
    ],
    ids=str,
)  # fmt: skip
def test_terms_that_may_be_negative(measured):
    assert not Term(L, measured).nonnegative


def test_a_side_is_the_sum_of_its_terms():
    """Evaluated symbolically: gaps written out, every coefficient in its place."""
    side = (L + 1) * (f(u) - f_star) - mu * (f(v) - f_star) / 2 + (G - 2) * eta
    total = sum(term.coefficient * term.measured for term in terms(side))
    assert sp.expand(total.replace(gap, lambda e: f(e) - f_star) - side) == 0


def test_plain_terms_keep_the_values_of_f():
    form = normal_form(f(u) - f_star <= L * norm_sq(u - x_star))
    assert {term.measured for term in form.plain} == {f(u), f_star, norm_sq(u - x_star)}


def test_terms_are_searched_to_the_bottom():
    assert mentions(f(u - eta * grad(v)) + d, w.grad)
    assert not mentions(f(u), w.grad, w.norm_sq)
    assert normal_form(f(u) * Rational(1, 2) <= L).small_terms == (Term(Rational(1, 2), f(u)),)
