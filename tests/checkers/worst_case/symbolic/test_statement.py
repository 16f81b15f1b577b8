"""The reading in symbolic constants agrees, term by term, with the reading at fixed constants, and finds the scalings of a statement."""

from fractions import Fraction as Q

import pytest

from checkers.worst_case.program import NotReadError
from checkers.worst_case.reading.programs import programs
from checkers.worst_case.symbolic.samples import affine
from checkers.worst_case.symbolic.scaling import scaling
from checkers.worst_case.symbolic.statement import region_of, statement
from theorems.first_order import descent_lemma, gd_convex_tight, gd_nonconvex_tight, gd_one_step_decrease, gd_strongly_convex
from theorems.hypotheses import Convex, Smooth
from theorems.language import Theorem, constants, f, norm_sq, sqrt, t, x, x_star
from theorems.methods import GradientDescent
from theorems.overparameterized import pl_gd, pl_gd_improved

L, eta, R = constants("L eta R")
AT = {"L": Q(7, 3), "mu": Q(2, 5), "eta": Q(3, 8)}

CLAIMS = [
    *((module.theorem, number) for module in (descent_lemma, gd_nonconvex_tight, pl_gd) for number in (0, 1)),
    *((module.theorem, 0) for module in (gd_convex_tight, gd_one_step_decrease, pl_gd_improved)),
]


def spelled(name):
    """A name of the statement about every step, as it is called in the first one."""
    return name.replace("[t + 1]", "[1]").replace("[t]", "[0]")


def renamed(terms, known):
    """Values and products under the names of the first step, without those that are zero or the origin there."""
    values = {spelled(name): c for name, c in terms.values.items() if spelled(name) in known}
    products = {tuple(sorted(map(spelled, pair))): c for pair, c in terms.products.items() if {*map(spelled, pair)} <= known}
    return values, products


def test_facts_agree_with_conditions_at_fixed_constants():
    facts_agree(pl_gd.theorem, 1)


@pytest.mark.slow
@pytest.mark.parametrize(("theorem", "number"), CLAIMS)
def test_facts_agree_with_conditions_all_over_the_catalogue(theorem, number):
    facts_agree(theorem, number)


def facts_agree(theorem, number):
    claim = theorem.claims[number]
    read = statement(theorem, claim, 1)
    place = tuple(AT[str(symbol)] for symbol in read.field.symbols)
    at = {str(symbol): AT[str(symbol)] for symbol in read.field.symbols}
    compared = 0
    for program in programs(theorem, claim, at, 1):
        known = {*program.basis, *program.values}
        facts = {(name.inequality, tuple(map(spelled, name.points))): fact for name, fact in read.facts.items()}
        for condition in program.conditions:
            fact = facts.get((condition.rule, condition.points))
            if fact is not None:
                mine, theirs = renamed(affine(fact.form, place), known), (dict(condition.terms.values), dict(condition.terms.products))
                assert mine == theirs, condition.name
                compared += 1
        assert compared >= len(program.conditions) // 2 > 0


def test_the_goal_agrees_with_the_quotient_at_fixed_constants():
    """denominator - numerator is the goal."""
    theorem, claim = gd_convex_tight.theorem, gd_convex_tight.theorem.claims[0]
    read = statement(theorem, claim, 2)
    (program,) = programs(theorem, claim, {"L": Q(7, 3)}, 2)
    difference = program.denominator.plus(program.numerators[0], Q(-1))
    known = {*program.basis, *program.values}
    assert renamed(affine(read.goal, (Q(7, 3),)), known) == (dict(difference.values), dict(difference.products))


def test_scaling_makes_the_largest_constant_one():
    found = scaling(statement(pl_gd.theorem, pl_gd.theorem.claims[0], 1))
    assert found.fixed == ("L",)
    assert {name: found.reduced(name) for name in found.free} == {"eta": {"eta": 1, "L": 1}, "mu": {"mu": 1, "L": -1}}


def test_two_scalings_make_two_constants_one():
    theorem = Theorem(
        given=[Smooth(L), Convex(), norm_sq(x[0] - x_star) <= R**2],
        method=GradientDescent(step=1 / L),
        claim=norm_sq(x[0] - x_star) / R**2 <= 1,
    )
    assert scaling(statement(theorem, theorem.claims[0], 1)).fixed == ("L", "R")


def test_a_statement_that_scaling_changes_keeps_its_constants():
    theorem = Theorem(given=[Smooth(L)], method=GradientDescent(step=eta), claim=f(x[t + 1]) <= f(x[t]) + (eta**2 + eta) * norm_sq(x[t]))
    found = scaling(statement(theorem, theorem.claims[0], 1))
    assert (found.fixed, found.free) == ((), ("L", "eta"))


def test_irrational_ends_of_the_region_are_squared():
    theorem = Theorem(given=[Smooth(L), eta <= sqrt(3) / L], method=GradientDescent(step=eta), claim=f(x[t + 1]) <= f(x[t]))
    known = {str(one.polynomial.as_expr()): one.strict for one in region_of(theorem, theorem.claims[0])}
    assert known == {"L": True, "eta": True, "-L**2*eta**2 + 3": False}


def test_a_largest_term_needs_a_choice():
    with pytest.raises(NotReadError, match="largest"):
        statement(gd_strongly_convex.theorem, gd_strongly_convex.theorem.claims[0], 1)
