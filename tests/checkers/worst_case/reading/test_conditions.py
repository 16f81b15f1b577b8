"""Hypotheses as conditions at the points looked at."""

from fractions import Fraction

import pytest
from sympy import Ge

from checkers.worst_case.program import NotReadError
from checkers.worst_case.reading.conditions import at_all_points, difference
from checkers.worst_case.reading.programs import programs
from checkers.worst_case.reading.translation import Reading, Translation
from checkers.worst_case.terms import basis, number, variable
from theorems.hypotheses import PL, BoundedGradient, Convex, Lipschitz, Quadratic, QuadraticGrowth, Smooth, StronglyConvex
from theorems.hypothesis import Inequality
from theorems.language import Eq, T, Theorem, constants, dist_sq, f, f_star, grad, norm, norm_sq, oo, points, x, x_star
from theorems.methods import SGD, GradientDescent

L, mu, G, R, eta = constants("L mu G R eta")
u, v = points("u v")
VALUES = {"L": Fraction(2), "mu": Fraction(1, 2), "G": Fraction(3), "R": Fraction(1), "eta": Fraction(1, 4)}
descent = GradientDescent(step=eta)
gap = f(x[T]) - f_star
rate = gap <= L * norm_sq(x[0] - x_star)


def read(given, claim=rate, method=descent, steps=1):
    return programs(Theorem(given=given, method=method, claim=claim), claim, VALUES, steps)[0]


def rules(program):
    return {condition.rule for condition in program.conditions}


def looked_at(*names):
    at = Translation(Reading(VALUES))
    for name in names:
        at.vector(grad({"u": u, "v": v, "x_star": x_star}[name]))
    return at.reading


def test_a_relation_between_two_points_holds_for_both_orders():
    (one,) = Convex().inequalities()[:1]
    found = at_all_points(one, looked_at("u", "v"), True)
    assert [condition.points for condition in found] == [("u", "v"), ("v", "u")]
    rise = basis("grad(u)").dot(basis("v").plus(basis("u"), Fraction(-1)))
    assert found[0].terms == variable("f(v)").plus(variable("f(u)"), Fraction(-1)).plus(rise, Fraction(-1))


def test_what_always_holds_is_left_out():
    """At a minimiser itself the inequality says 0 >= 0."""
    (one,) = PL(mu).inequalities()
    assert [condition.points for condition in at_all_points(one, looked_at("u", "x_star"), False)] == [("u",)]


def test_a_relation_that_depends_on_where_space_begins_is_refused():
    with pytest.raises(NotReadError, match="differences of points"):
        at_all_points(Inequality("near zero", f(u) <= norm_sq(u)), looked_at("u"), False)
    with pytest.raises(NotReadError, match="differences of points"):
        at_all_points(Quadratic().inequalities()[1], looked_at("u", "v"), False)


@pytest.mark.parametrize(
    ("given", "kind", "complete"),
    [
        ([Smooth(L)], "smooth", True),
        ([Smooth(L), Convex()], "smooth convex", True),
        ([Smooth(L), StronglyConvex(mu), PL(mu)], "smooth strongly convex", True),
        ([Convex(), Lipschitz(G)], "convex Lipschitz", True),
        ([Convex(), BoundedGradient(G)], "convex Lipschitz", True),
        ([Smooth(L), Convex(), BoundedGradient(G, oo)], "smooth convex", False),
        ([Smooth(L), PL(mu)], "smooth", False),
        ([Smooth(L), Lipschitz(G)], "smooth", False),
        ([Smooth(L), Convex(), QuadraticGrowth(mu)], "smooth convex", False),
    ],
)
def test_what_suffices(given, kind, complete):
    program = read(given)
    assert (program.kind, program.complete) == (kind, complete)
    assert bool(program.remarks) != complete
    assert all(condition.interpolation for condition in program.conditions) == complete


def test_what_is_not_read_of_a_hypothesis_is_told():
    assert any("bounded slope" in remark for remark in read([Smooth(L), Lipschitz(G)]).remarks)
    assert any("bounded gradient" in remark for remark in read([Smooth(L), BoundedGradient(G, oo)]).remarks)


def test_a_convex_infimum_is_the_value_at_a_minimiser():
    program = read([Smooth(L), Convex()], gap <= f(x[0]) - f_star)
    assert program.evaluations[-1].name == "x_star"
    assert set(program.zeros) == {"x_star", "f_star"}


def test_a_smooth_infimum_is_below_every_point_and_nowhere_in_particular():
    program = read([Smooth(L)], gap <= f(x[0]) - f_star)
    assert "x_star" not in [one.name for one in program.evaluations]
    assert [c.points for c in program.conditions if c.rule == "below by the gradient"] == [("x[0]",), ("x[1]",)]


def test_without_an_infimum_nothing_bounds_f_from_below():
    assert rules(read([Smooth(L)], norm_sq(grad(x[0])) <= L * (f(x[0]) - f(x[T])))) == {"interpolation"}


def test_growth_brings_the_nearest_minimiser_of_every_point():
    program = read([Smooth(L), QuadraticGrowth(mu)])
    assert {"nearest(x[0])", "nearest(x[1])"} <= {one.name for one in program.evaluations}
    assert {"quadratic growth", "nearest minimiser"} <= rules(program)


def test_implied_growth_is_read_where_a_distance_is_spoken_of():
    assert "quadratic growth" not in rules(read([Smooth(L), PL(mu)]))
    program = read([Smooth(L), PL(mu)], mu * dist_sq(x[T]) <= 2 * gap)
    assert [c.points for c in program.conditions if c.rule == "quadratic growth"] == [("x[1]",)]


def test_the_nearest_minimiser_of_a_convex_function_is_a_projection():
    program = read([Smooth(L), Convex()], dist_sq(x[T]) <= norm_sq(x[0] - x_star))
    (nearest,) = [c for c in program.conditions if c.rule == "nearest minimiser"]
    assert nearest.points == ("nearest(x[1])", "x_star")
    projected = basis("nearest(x[1])")
    position = next(one.position for one in program.evaluations if one.name == "x[0]").plus(basis("grad(x[0])"), Fraction(-1, 4))
    assert nearest.terms == position.plus(projected, Fraction(-1)).dot(projected)


@pytest.mark.parametrize("relation", [norm_sq(x[0] - x_star) <= R**2, norm(x[0] - x_star) <= R, Ge(R, norm(x[0] - x_star), evaluate=False)])
def test_a_radius(relation):
    program = read([Smooth(L), Convex(), relation], gap <= L * R**2)
    (radius,) = [c for c in program.conditions if c.rule == "given"]
    assert radius.terms == number(1).plus(basis("x[0]").squared(), Fraction(-1))
    assert program.complete


def test_given_equalities():
    program = read([Smooth(L), Convex(), Eq(norm_sq(x[0] - x_star), R**2)], gap <= L * R**2)
    assert [c.equality for c in program.conditions if c.rule == "given"] == [True]
    at = Translation(Reading(VALUES))
    assert difference(Eq(u, 2 * v), at) == number(0).plus(basis("u").plus(basis("v"), Fraction(-2)).squared(), Fraction(-1))


def test_a_method_that_knows_the_origin_keeps_it():
    program = read([Smooth(L), Convex()], method=SGD(step=eta, batch=None, weight_decay=mu))
    assert {"x_star", "x[0]"} <= set(program.basis)
    assert program.zeros == ("f_star",)


def test_values_that_are_compared_with_a_number_keep_their_zero():
    program = read([Smooth(L), Convex(), f(x[0]) <= G], f(x[T]) <= L * norm_sq(x[0] - x_star) + G)
    assert "f_star" in program.values


def test_points_where_f_is_not_looked_at_have_no_conditions():
    claim = norm_sq(u + v) <= 2 * norm_sq(u) + 2 * norm_sq(v)
    (program,) = programs(Theorem(given=[Smooth(L), Convex()], claim=claim), claim, VALUES, 0)
    assert (program.conditions, set(program.basis)) == ((), {"u", "v"})


def test_every_condition_has_a_name_of_its_own():
    radius = norm(x[0] - x_star) <= R
    program = read([Smooth(L), PL(mu), PL(mu / 2), QuadraticGrowth(mu), radius, radius], mu * dist_sq(x[T]) <= 2 * gap)
    names = [condition.name for condition in program.conditions]
    assert len(set(names)) == len(names)
    assert len([c for c in program.conditions if c.rule == "Polyak-Lojasiewicz"]) == 4
    assert len([c for c in program.conditions if c.rule == "given"]) == 1
