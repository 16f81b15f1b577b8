"""Terms of the language as exact linear terms."""

from fractions import Fraction

import pytest
import sympy as sp

from checkers.worst_case.program import NotReadError, UndefinedError
from checkers.worst_case.reading.quantities import Extreme
from checkers.worst_case.reading.translation import Reading, Translation
from checkers.worst_case.terms import Affine, Vector, basis, number, variable
from theorems import words as w
from theorems.language import (
    Abs,
    Average,
    Best,
    Max,
    Min,
    Rational,
    Sum,
    T,
    constants,
    d,
    dist_sq,
    exp,
    f,
    f_star,
    grad,
    i,
    inner,
    j,
    norm,
    norm_sq,
    points,
    sequence,
    sqrt,
    t,
    x,
    x_star,
)
from theorems.normal_form import gap

L, eta = constants("L eta")
u, v = points("u v")
g = sequence("g")
VALUES = {"L": Fraction(2), "eta": Fraction(4, 9)}


def translation(**indices):
    members = {("x", k): basis(f"x{k}") for k in range(5)} | {("s", 1): Fraction(7)}
    reading = Reading(VALUES, members=members)
    reading.member = lambda reading, key: reading.members[key]
    return Translation(reading, {{"t": t, "T": T, "i": i}[name]: value for name, value in indices.items()})


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (L * (1 - eta) ** t, Fraction(2) * Fraction(5, 9) ** 3),
        (sqrt(eta), Fraction(2, 3)),
        (eta ** Rational(-3, 2), Fraction(27, 8)),
        (Max(eta, L, Rational(1, 3)), 2),
        (Min(eta, L), Fraction(4, 9)),
        (Abs(eta - L), Fraction(14, 9)),
        (Sum(i * j, (j, 0, i), (i, 1, 3)), 1 + 6 + 18),
        (Average(i**2, (i, 1, 3)), Fraction(14, 3)),
        (Average(i, (i, 0, j), (j, 0, 1)), Fraction(1, 4)),
        (Sum(i, (i, 0, j), (j, 0, 2)), 4),
        (Sum(i, (i, 3, 2)), 0),
        (w.InTurn(t, 5, 6), 6),
        (norm(u - u), 0),
        (inner(u, grad(x_star)), 0),
    ],
)
def test_numbers(term, value):
    assert translation(t=3).quantity(sp.sympify(term)) == value


def test_points_gradients_and_values():
    at = translation(t=1)
    position = at.vector(x[t] - eta * grad(x[t]))
    assert position == Vector({"x1": Fraction(1), "grad(x[1])": Fraction(-4, 9)})
    assert at.number(f(x[t]) - f_star) == variable("f(x[1])").plus(variable("f_star"), Fraction(-1)) == at.number(gap(x[t]))
    assert at.number(norm_sq(u + 2 * v)) == Affine(products={("u", "u"): Fraction(1), ("u", "v"): Fraction(4), ("v", "v"): Fraction(4)})
    assert at.vector(Average(x[i], (i, 1, 2))) == Vector({"x1": Fraction(1, 2), "x2": Fraction(1, 2)})


def test_one_point_has_one_gradient_whatever_it_is_called():
    at = translation()
    assert at.vector(grad(u + (v - u))) == at.vector(grad(v)) == basis("grad(v)")
    assert len(at.reading.objective.evaluations) == 1


def test_a_minimiser():
    at = translation()
    assert at.number(f(x_star)) == variable("f_star")
    assert at.vector(grad(x_star)) == Vector()
    assert at.reading.objective.bounded_below


def test_the_nearest_minimiser_is_the_same_for_the_same_point():
    at = translation()
    assert at.number(dist_sq(u)) == at.number(norm_sq(u - w.Point("nearest(u)")))
    assert at.number(dist_sq(u)) == at.number(dist_sq(v + u - v))
    assert at.number(dist_sq(x_star)) == 0


def test_a_strongly_convex_function_has_one_minimiser():
    at = translation()
    at.reading.objective.strict = True
    assert at.number(dist_sq(u)) == at.number(norm_sq(u - x_star))


def test_least_and_largest():
    at = translation()
    low, high = variable("f(u)"), variable("f(v)")
    assert at.number(Max(f(u), f(v))) == Extreme(True, (low, high))
    assert at.number(1 - 2 * Max(f(u), f(v))) == Extreme(False, (number(1).plus(low, Fraction(-2)), number(1).plus(high, Fraction(-2))))
    assert at.number(Abs(f(u))) == Extreme(True, (low, low.times(Fraction(-1))))
    assert len(at.number(Max(f(u), f(v)) + Max(f(u), 0)).options) == 4
    assert at.number(Best(f(x[i]), (i, 2, 2))) == variable("f(x[2])")
    assert number(1) in at.number(Max(Max(f(u), f(v), evaluate=False), 1, evaluate=False)).options


@pytest.mark.parametrize(
    ("term", "reason"),
    [
        (f(u) * f(v), "not linear"),
        (f(u) ** 2, "takes a power"),
        (1 / norm_sq(u), "takes a power"),
        (exp(f(u)), "depends on the function"),
        (norm(u), "is a norm"),
        (norm(u, 1), "norm of coordinates"),
        (Max(f(u), 0) - Max(f(v), 0), "adds a least to a largest"),
        (Max(f(u), Min(f(v), 0)), "largest of least"),
        (d, "the dimension"),
        (g[t], "free sequence"),
        (eta**-1 / (L - 2), "divides by zero"),
        (sqrt(1 - L), "negative number"),
        (Average(i, (i, 2, 1)), "ranges over no step"),
        (w.stochastic_grad(u), "random"),
        (constants("M"), "no value"),
        (j, "no value"),
        (w.project(u), "not made of"),
    ],
    ids=str,
)
def test_what_is_not_linear_is_named(term, reason):
    with pytest.raises(NotReadError, match=reason):
        translation(t=1).quantity(sp.sympify(term) if not isinstance(term, sp.Mul) else term)


def test_too_many_choices_are_refused():
    with pytest.raises(NotReadError, match="choices"):
        translation().number(Sum(Max(f(x[i]), norm_sq(x[i]), inner(x[i], u), inner(x[i], v)), (i, 0, 4)) + Sum(Abs(f(i * u + v)), (i, 0, 4)))


@pytest.mark.parametrize("kind", ["vector", "number", "constant"])
def test_kinds_are_checked(kind):
    with pytest.raises(NotReadError):
        getattr(translation(), kind)(f(u) if kind != "number" else u)


def test_an_irrational_number_is_rounded_and_said_so():
    at = translation()
    found = at.constant(sqrt(L))
    assert abs(found**2 - 2) < Fraction(1, 10**14)
    assert list(at.reading.roundings.terms) == ["sqrt(L)"]
    at.constant(sqrt(eta))
    assert len(at.reading.roundings.terms) == 1


def test_a_claim_without_a_value_is_told_from_one_that_is_never_read():
    with pytest.raises(UndefinedError):
        translation(t=0).number(f(u) / t)
