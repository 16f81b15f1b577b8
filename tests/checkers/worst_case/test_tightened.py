"""The best constant of a claim with a hole: brackets that close, their closed form, and what cannot be had."""

from fractions import Fraction

import pytest
import sympy as sp

from checkers.worst_case.closed_forms.closed_form import Unguessed
from checkers.worst_case.closed_forms.guesses import Form, form_of
from checkers.worst_case.constants import defaults
from checkers.worst_case.tightened import bracket, brackets, worded_brackets
from theorems.hypotheses import PL, Convex, Smooth, StronglyConvex
from theorems.language import Best, T, Theorem, constants, f, f_star, grad, norm, norm_sq, t, unknown, x, x_star
from theorems.methods import GradientDescent

L, mu = constants("L mu")
c = unknown("c")
ONE = Fraction(1)


def descent(claim, *given):
    return Theorem(given=[Smooth(L), *given], method=GradientDescent(step=1 / L), claim=claim)


CONVEX = descent(f(x[T]) - f_star <= c * L * norm_sq(x[0] - x_star), Convex())
NONCONVEX = descent(Best(norm_sq(grad(x[t])), (t, 0, T)) <= c * L * (f(x[0]) - f_star))


def of(theorem, steps=1, light=False):
    return bracket(theorem, theorem.claims[0], defaults(theorem), steps, light)


def test_the_least_constant_is_attained_and_certified():
    found = of(CONVEX)
    assert (found.goal, found.attained, found.certified, found.known) == ("least", Fraction(1, 6), Fraction(1, 6), Fraction(1, 6))
    assert found.as_json()["value"] == "1/6"
    assert found.as_json()["function"]


def test_the_greatest_constant_is_the_reciprocal_of_a_quotient():
    found = of(descent(c * norm_sq(grad(x[t])) / L <= f(x[t]) - f(x[t + 1])))
    assert (found.goal, found.certified, found.known) == ("greatest", Fraction(1, 2), Fraction(1, 2))
    low, high = found.interval
    assert low == Fraction(1, 2)
    assert high is None or high >= low


def test_a_constant_between_norms_is_told_as_the_claim_speaks_of_it():
    found = of(descent(norm(grad(x[T])) <= c * L * norm(x[0] - x_star), Convex()), light=True)
    assert (found.certified, found.exact) == (Fraction(1, 2), True)


@pytest.mark.parametrize(("theorem", "expected"), [(CONVEX, "1/(2*(2*N + 1))"), (NONCONVEX, "4/(3*N + 2)")])
def test_a_closed_form_goes_through_the_exact_values(theorem, expected):
    found = list(brackets(theorem, theorem.claims[0], (defaults(theorem),), (1, 2, 3, 4, 5), light=True))
    made = form_of(theorem, theorem.claims[0], found, ())
    assert isinstance(made, Form)
    assert str(made.form.expression) == expected
    assert made.at == {"L": ONE}
    assert (made.proved, made.horizons) == (False, (1, 2))
    assert worded_brackets(found, True) == ("CERTIFIED", "best constants certified for N = 1, 2, 3, 4, 5 at L = 1")


def test_a_form_speaks_of_the_constants_that_the_best_one_depends_on():
    theorem = descent(f(x[t + 1]) - f_star <= c * (f(x[t]) - f_star), PL(mu), mu <= L)
    found = [of(theorem, light=True)]
    assert found[0].certified == Fraction(6, 7)
    assert found[0].known is None
    made = form_of(theorem, theorem.claims[0], found, ("L",))
    assert str(made.form.expression) in ("-2*(mu - 1)/(mu + 2)", "2*(1 - mu)/(mu + 2)")
    assert made.at == {"L": ONE}
    assert not made.proved


def test_a_form_of_one_step_is_proved():
    theorem = descent(f(x[t + 1]) - f_star <= c * (f(x[t]) - f_star), PL(mu), mu <= L)
    made = form_of(theorem, theorem.claims[0], [of(theorem, light=True)], ())
    assert sp.cancel(made.form.expression - 2 * (sp.Symbol("L") - sp.Symbol("mu")) / (2 * sp.Symbol("L") + sp.Symbol("mu"))) == 0
    assert made.proved


def test_too_few_values_make_no_guess():
    made = form_of(CONVEX, CONVEX.claims[0], [of(CONVEX, light=True)], ())
    assert isinstance(made, Unguessed)


def test_what_is_no_program_is_told_with_its_reason():
    theorem = Theorem(given=[StronglyConvex(mu)], method=GradientDescent(step=1), claim=c * (f(x[0]) - f(x[1])) <= norm_sq(x[0] - x_star))
    found = of(theorem)
    assert not found.read
    assert "sign" in found.reason
    assert worded_brackets([found], True)[0] == "NOT APPLICABLE"


def test_there_is_no_greatest_constant_before_what_is_zero():
    found = of(descent(c * norm_sq(grad(x_star)) <= f(x[t]) - f(x[t + 1]), Convex()))
    assert (found.value, found.certified, found.attained, found.known) == (None, None, None, None)
    assert "no constant is the greatest" in found.reason
