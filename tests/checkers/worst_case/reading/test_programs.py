"""Statements as programs: what is unknown, what is assumed, what is asked."""

from fractions import Fraction

from checkers.worst_case.reading.programs import programs
from checkers.worst_case.terms import basis, number, variable
from theorems.catalogue import load, lookup
from theorems.hypotheses import BoundedGradient, Lipschitz, Smooth
from theorems.language import Theorem, f, f_star, grad, norm_sq, x
from theorems.methods import GradientDescent

CONSTANTS = {"L": Fraction(2), "mu": Fraction(1, 5), "eta": Fraction(1, 3)}


def read(name: str, steps: int, claim: int = 0, constants=CONSTANTS):
    theorem = load(lookup(name)).theorem
    return programs(theorem, theorem.claims[claim], constants, steps)


def at(program, name):
    return next(one for one in program.evaluations if one.name == name)


def test_one_step_of_gradient_descent_on_a_smooth_convex_function():
    (program,) = read("gd-convex-tight", 1)
    start, first = basis("x[0]"), basis("grad(x[0])")
    assert set(program.basis) == {"x[0]", "grad(x[0])", "grad(x[1])"}
    assert set(program.values) == {"f(x[0])", "f(x[1])"}
    assert program.numerators == (variable("f(x[1])"),)
    assert program.denominator == start.squared().times(Fraction(2, 6))
    assert at(program, "x[1]").position == start.plus(first, Fraction(-1, 2))
    assert (at(program, "x_star").gradient.parts, at(program, "x_star").value) == ({}, number(0))
    assert (program.complete, program.kind, program.roles, program.spot) == (True, "smooth convex", {"L": 2}, {"T": 1})


def test_a_condition_for_every_pair_of_points():
    (program,) = read("gd-convex-tight", 1)
    cocoercive = variable("f(x[0])").plus(basis("grad(x[0])").squared(), Fraction(-1, 4))
    assert [c.terms for c in program.conditions if c.points == ("x_star", "x[0]")] == [cocoercive]
    assert len(program.conditions) == 6
    assert all(c.interpolation for c in program.conditions)


def test_the_infimum_of_a_smooth_function_lies_below_each_point_by_its_gradient():
    (program,) = read("gd-nonconvex-tight", 1, claim=1)
    below = variable("f(x[1])").plus(basis("grad(x[1])").squared(), Fraction(-1, 4))
    assert below in [c.terms for c in program.conditions if c.points == ("x[1]",)]
    assert program.numerators == (basis("grad(x[0])").squared(), basis("grad(x[1])").squared())
    assert "x_star" not in [one.name for one in program.evaluations]


def test_the_polyak_lojasiewicz_inequality_is_necessary_only():
    (program,) = read("pl-gd", 2)
    assert not program.complete
    assert [c.points for c in program.conditions if c.rule == "Polyak-Lojasiewicz"] == [("x[0]",), ("x[1]",), ("x[2]",)]
    assert program.spot == {"t": 2}
    assert any("necessary" in remark for remark in program.remarks)


def test_of_two_free_points_one_is_the_origin():
    (program,) = read("descent-lemma", 1)
    (point,) = {"u", "v"} & set(program.basis)
    assert set(program.basis) == {point, "grad(u)", "grad(v)"}
    assert len(program.values) == 1
    assert program.denominator == basis(point).squared()


def test_what_two_hypotheses_both_say_is_said_once():
    """A bounded gradient makes f Lipschitz; with other constants both count, under names of their own."""
    names = {}
    for bounds in ((BoundedGradient(1),), (BoundedGradient(1), Lipschitz(2))):
        theorem = Theorem(given=[Smooth(1), *bounds], method=GradientDescent(step=1), claim=norm_sq(grad(x[1])) <= 2 * (f(x[0]) - f_star))
        (program,) = programs(theorem, theorem.claims[0], {}, 1)
        names[len(bounds)] = [one.name for one in program.conditions if one.rule == "bounded gradient"]
        assert len(set(names[len(bounds)])) == len(names[len(bounds)])
    assert [len(names[1]), len(names[2])] == [2, 4]
