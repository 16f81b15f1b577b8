"""Claims proved in symbolic constants: those that are known to have such proofs, and none that is false."""

import json
from dataclasses import replace
from fractions import Fraction as Q
from random import Random

import pytest
import sympy as sp

from checkers.worst_case.certificates.identity import matrix
from checkers.worst_case.closed_forms.rational_fit import value
from checkers.worst_case.symbolic.certificate import SymbolicCertificate, written
from checkers.worst_case.symbolic.prove import Unproved, proved
from checkers.worst_case.symbolic.replay import objection
from checkers.worst_case.symbolic.samples import affine
from problems.exact.linear import is_positive_semidefinite
from theorems.first_order import descent_lemma, gd_convex_tight, gd_nonconvex_rate, gd_nonconvex_tight, gd_one_step_decrease, gd_strongly_convex
from theorems.hypotheses import PL, Convex, Smooth
from theorems.language import Best, Rational, T, Theorem, constants, f, f_star, grad, inner, norm_sq, points, sqrt, t, x, x_star
from theorems.methods import GradientDescent, HeavyBall, Nesterov
from theorems.overparameterized import pl_gd, pl_gd_improved

L, mu, eta, R = constants("L mu eta R")
u, v = points("u v")


def multipliers(made):
    """By name, as SymPy expressions."""
    return {str(step.name): step.multiplier.as_expr() for case in made.cases for step in case.steps}


def certified(theorem, number=0, steps=1):
    made = proved(theorem, theorem.claims[number], steps)
    assert isinstance(made, SymbolicCertificate), made
    assert objection(json.loads(written(made)), theorem, theorem.claims[number]) is None
    return made


@pytest.fixture(scope="module")
def improved():
    return certified(pl_gd_improved.theorem)


def test_the_improved_factor_under_the_pl_inequality(improved):
    made = improved
    assert made.scope == "every step"
    assert made.assumed == ()
    assert multipliers(made) == {
        "PL, Polyak-Lojasiewicz at x[t]": 2 / (2 * L + mu),
        "PL, Polyak-Lojasiewicz at x[t + 1]": 1 / (2 * L + mu),
        "Smooth, interpolation at x[t + 1], x[t]": 2 * L / (2 * L + mu),
    }


def test_the_exact_decrease_of_a_step_is_one_interpolation_inequality():
    made = certified(gd_nonconvex_tight.theorem)
    assert multipliers(made) == {"Smooth, interpolation at x[t + 1], x[t]": 1}
    assert not made.cases[0].squares


@pytest.mark.slow
@pytest.mark.parametrize(
    ("theorem", "number", "steps"),
    [
        (descent_lemma.theorem, 0, 1),
        (descent_lemma.theorem, 1, 1),
        (gd_one_step_decrease.theorem, 0, 1),
        (gd_nonconvex_tight.theorem, 1, 1),
        (gd_nonconvex_tight.theorem, 1, 2),
        (gd_nonconvex_rate.theorem, 0, 2),
        (gd_convex_tight.theorem, 0, 1),
        (pl_gd.theorem, 0, 1),
        (pl_gd.theorem, 1, 1),
    ],
)
def test_claims_of_the_catalogue_are_proved_for_all_constants(theorem, number, steps):
    certified(theorem, number, steps)


@pytest.mark.slow
@pytest.mark.parametrize("number", [0, 1])
def test_strongly_convex_contractions_are_proved_on_both_sides_of_the_best_step(number):
    made = certified(gd_strongly_convex.theorem, number)
    assert {str(case.assumed[0].as_expr()) for case in made.cases} == {"L*eta + eta*mu - 2", "-L*eta - eta*mu + 2"}
    assert made.assumed == ("mu < L",)


def test_one_per_cent_less_is_not_proved():
    claim = 99 * (f(x[t]) - f(x[t + 1])) / 100 >= (2 * norm_sq(grad(x[t])) + norm_sq(grad(x[t + 1]))) / (4 * L)
    assert isinstance(proved(replace(gd_nonconvex_tight.theorem, claim=claim), claim), Unproved)


def test_cocoercivity_is_proved():
    claim = inner(grad(u) - grad(v), u - v) >= norm_sq(grad(u) - grad(v)) / L
    certified(Theorem(given=[Smooth(L), Convex()], claim=claim))


def steps_up_to(largest, shrink, *more):
    bound = (f(x[0]) - f(x[T])) / (T * eta * shrink)
    return Theorem(given=[Smooth(L), largest, *more], method=GradientDescent(step=eta), claim=Best(norm_sq(grad(x[t])), (t, 0, T)) <= bound)


@pytest.mark.slow
@pytest.mark.parametrize("steps", [1, 2])
def test_nonconvex_gradient_descent_with_short_steps(steps):
    made = certified(steps_up_to(eta <= 1 / L, 1 - L * eta / 4), steps=steps)
    assert len(made.cases[0].squares) == steps


@pytest.mark.slow
def test_nonconvex_gradient_descent_with_long_steps_up_to_an_irrational_end():
    made = certified(steps_up_to(eta <= sqrt(3) / L, 1 - L**2 * eta**2 / 4, eta > 1 / L))
    assert not made.cases[0].squares
    beyond = proved(*(lambda th: (th, th.claims[0]))(steps_up_to(eta <= 2 / L, 1 - L**2 * eta**2 / 4, eta > 1 / L)))
    assert isinstance(beyond, Unproved)
    wrong = steps_up_to(eta <= sqrt(3) / L, 1 - L * eta / 4, eta > 1 / L)
    assert isinstance(proved(wrong, wrong.claims[0]), Unproved)


FALSE = [
    *[(name, wrong) for module in (pl_gd_improved, gd_nonconvex_tight, gd_one_step_decrease, descent_lemma) for name, wrong in module.mutants],
    *[(name, wrong) for name, wrong in gd_convex_tight.mutants if name != "the accelerated rate"],
    *[(name, wrong) for name, wrong in pl_gd.mutants if name != "quadratic growth in its place"],
]


@pytest.mark.slow
@pytest.mark.parametrize("wrong", [wrong for _, wrong in FALSE], ids=[name for name, _ in FALSE])
def test_no_mutant_is_proved(wrong):
    for claim in wrong.claims:
        assert isinstance(proved(wrong, claim), Unproved)


@pytest.mark.slow
@pytest.mark.parametrize("less", [Rational(99, 100), Rational(10**6 - 1, 10**6)])
def test_slightly_smaller_constants_are_not_proved(less):
    claims = [
        (pl_gd_improved.theorem, f(x[t + 1]) - f_star <= less * pl_gd_improved.factor * (f(x[t]) - f_star)),
        (gd_nonconvex_tight.theorem, less * (f(x[t]) - f(x[t + 1])) >= (2 * norm_sq(grad(x[t])) + norm_sq(grad(x[t + 1]))) / (4 * L)),
        (gd_convex_tight.theorem, f(x[T]) - f_star <= less * L * norm_sq(x[0] - x_star) / (4 * T + 2)),
    ]
    for theorem, claim in claims:
        assert isinstance(proved(replace(theorem, claim=claim), claim), Unproved)


@pytest.mark.slow
def test_a_region_that_is_too_large_is_not_proved():
    wider = Theorem(
        given=[Smooth(L), PL(mu), mu <= L, eta <= Rational(101, 100) / L], method=GradientDescent(step=eta), claim=pl_gd.theorem.claims[0]
    )
    assert isinstance(proved(wider, wider.claims[0]), Unproved)
    loose = Theorem(given=[Smooth(L), PL(mu), eta < 2 / L], method=GradientDescent(step=eta), claim=pl_gd.theorem.claims[1])
    certified(loose)


def test_what_is_no_such_claim_is_told():
    cases = [
        (Theorem(given=[Smooth(L)], method=Nesterov(step=1 / L), claim=f(x[T]) <= f(x[0])), "multiplies"),
        (Theorem(given=[Smooth(L)], method=GradientDescent(step=1 / (L * (t + 1))), claim=f(x[t + 1]) <= f(x[t])), "depends on t"),
        (Theorem(given=[Smooth(L)], method=GradientDescent(step=1 / L), claim=f(x[t + 1]) < f(x[t])), "<="),
        (Theorem(given=[Smooth(L)], method=GradientDescent(step=1 / sqrt(L)), claim=f(x[t + 1]) <= f(x[t])), "rational"),
    ]
    for theorem, why in cases:
        made = proved(theorem, theorem.claims[0], 2)
        assert isinstance(made, Unproved)
        assert why in made.reason, made.reason


@pytest.mark.slow
def test_heavy_ball_is_read_with_two_free_iterates():
    theorem = Theorem(
        given=[Smooth(L)],
        method=HeavyBall(step=1 / L, momentum=Rational(1, 2)),
        claim=f(x[t + 1]) <= f(x[t]) - norm_sq(grad(x[t])) / (2 * L) + L * norm_sq(x[t] - x[t - 1]) / 8,
    )
    certified(theorem)


@pytest.mark.slow
@pytest.mark.parametrize("theorem", [pl_gd_improved.theorem, steps_up_to(eta <= 1 / L, 1 - L * eta / 4)])
def test_at_fixed_constants_it_is_a_certificate_in_fractions(theorem):
    """With numbers in place of constants: multipliers >= 0, and what is left is a semidefinite matrix without values."""
    made = certified(theorem)
    read, draw = made.statement, Random(7)
    for _ in range(5):
        big = Q(draw.randint(1, 9), draw.randint(1, 9))
        place = tuple({"L": big, "mu": big * Q(draw.randint(1, 9), 9), "eta": Q(draw.randint(1, 9), 9) / big}[str(s)] for s in read.field.symbols)
        left = affine(read.goal, place)
        for step in made.cases[0].steps:
            multiplier = value(step.multiplier, place)
            assert multiplier >= 0
            left = left.plus(affine(read.facts[step.name].form, place), -multiplier)
        basis = sorted({name for pair in left.products for name in pair})
        assert not left.values
        assert left.constant == 0
        assert is_positive_semidefinite(matrix(left, basis))


def test_certificates_print_what_is_added_up(improved):
    told = str(improved)
    assert "PL, Polyak-Lojasiewicz at x[t]" in told
    assert sp.sympify("2/(2*L + mu)") == sp.sympify(told.split(" times PL, Polyak-Lojasiewicz at x[t]\n")[0].splitlines()[-1])
