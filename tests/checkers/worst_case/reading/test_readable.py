"""Statements that are not read, and constants outside their region."""

from fractions import Fraction

import pytest
import torch

from checkers.worst_case.program import NotReadError
from checkers.worst_case.reading.programs import programs
from theorems.hypotheses import PL, BoundedVariance, Convex, Lipschitz, Quadratic, Smooth, StronglyConvex
from theorems.language import T, Theorem, constants, f, f_star, grad, naturals, norm_sq, reals, sequence, sqrt, t, x, x_star
from theorems.methods import SGD, GradientDescent
from theorems.scaling import Tends
from theorems.torch_optimizer import TorchOptimizer

L, mu, eta, G, sigma = constants("L mu eta G sigma")
m, a, g = naturals("m"), reals("a"), sequence("g")
gap, start = f(x[T]) - f_star, norm_sq(x[0] - x_star)
descent, smooth_convex = GradientDescent(step=1 / L), [Smooth(L), Convex()]


def reason(theorem, steps=1, **values):
    with pytest.raises(NotReadError) as caught:
        programs(theorem, theorem.claims[0], {name: Fraction(value) for name, value in values.items()}, steps)
    return str(caught.value)


@pytest.mark.parametrize(
    ("theorem", "why"),
    [
        (Theorem(given=[Quadratic(), Smooth(L)], method=descent, claim=gap <= L * start), "one matrix"),
        (Theorem(given=[Smooth(L)], method=SGD(step=1 / L), claim=gap <= L * start), "random"),
        (Theorem(given=[Smooth(L)], method=SGD(step=1 / L, gradient=g[t]), claim=x[T] <= L), "recursion of numbers"),
        (Theorem(given=[Smooth(L)], method=TorchOptimizer(torch.optim.SGD, lr=1 / L), claim=gap <= L * start), "real optimizer"),
        (Theorem(given=smooth_convex, method=descent, claim=Tends(gap, T, 0)), "growth"),
        (Theorem(given=[Lipschitz(G), PL(mu)], method=descent, claim=gap <= L * start), "no nonconstant f"),
    ],
)
def test_statements_that_are_not_read(theorem, why):
    assert why in reason(theorem, L=1, mu="1/2", G=1, sigma=1)


def test_the_relation_that_fails_is_named():
    theorem = Theorem(given=[*smooth_convex, eta <= 1 / L], method=GradientDescent(step=eta), claim=gap <= L * start)
    assert reason(theorem, L=2, eta=1).startswith("eta <= 1/L does not hold at L = 2, eta = 1")
    assert programs(theorem, theorem.claims[0], {"L": Fraction(2), "eta": Fraction(1, 2)}, 1)


def test_relations_with_roots_are_decided_exactly():
    theorem = Theorem(given=[*smooth_convex, eta < sqrt(2) / L], method=GradientDescent(step=eta), claim=gap <= L * start)
    assert programs(theorem, theorem.claims[0], {"L": Fraction(1), "eta": Fraction(14142135623, 10**10)}, 1)
    assert "does not hold" in reason(theorem, L=1, eta=Fraction(14142135624, 10**10))


def test_what_the_classes_force_is_checked():
    theorem = Theorem(given=[Smooth(L), StronglyConvex(mu)], method=descent, claim=gap <= L * start)
    assert "mu <= L" in reason(theorem, L=1, mu=2)
    assert "take mu < L" in reason(theorem, L=1, mu=1)


@pytest.mark.parametrize(("values", "why"), [({}, "no value for L"), ({"L": -1}, "not positive"), ({"L": 0}, "not positive")])
def test_constants_need_values_in_their_range(values, why):
    assert why in reason(Theorem(given=smooth_convex, method=descent, claim=gap <= L * start), **values)


def test_naturals_are_whole():
    theorem = Theorem(given=smooth_convex, method=descent, claim=f(x[m]) - f_star <= L * start)
    assert "1, 2, 3" in reason(theorem, L=1, m="1/2")
    (program,) = programs(theorem, theorem.claims[0], {"L": Fraction(1), "m": Fraction(2)}, 2)
    assert {one.name for one in program.evaluations} == {"x_star", "x[0]", "x[1]", "x[2]"}


def test_reals_may_be_negative():
    theorem = Theorem(given=[*smooth_convex, a < 0], method=descent, claim=gap <= L * start - a)
    assert programs(theorem, theorem.claims[0], {"L": Fraction(1), "a": Fraction(-1)}, 1)


def test_constants_of_other_claims_need_no_value():
    theorem = Theorem(given=smooth_convex, method=descent, claim=[gap <= L * start, gap <= sigma * start])
    assert programs(theorem, theorem.claims[0], {"L": Fraction(1)}, 1)


def test_a_bound_that_is_zero_measures_nothing():
    theorem = Theorem(given=smooth_convex, method=descent, claim=gap <= (1 - L) * start)
    assert "the larger side is 0" in reason(theorem, L=1)


def test_a_horizon_is_at_least_one():
    assert "at least 1" in reason(Theorem(given=smooth_convex, method=descent, claim=gap <= L * start), steps=0, L=1)


def test_a_claim_that_has_no_value_at_its_first_step_is_read_later():
    theorem = Theorem(given=smooth_convex, method=descent, claim=norm_sq(grad(x[T])) <= norm_sq(grad(x[0])) * T / t)
    assert [p.spot["t"] for p in programs(theorem, theorem.claims[0], {"L": Fraction(1)}, 3)] == [1, 2, 3]


def test_a_hypothesis_about_draws_says_nothing_where_none_are_drawn():
    theorem = Theorem(given=[*smooth_convex, BoundedVariance(sigma)], method=descent, claim=gap <= L * start)
    (program,) = programs(theorem, theorem.claims[0], {"L": Fraction(1), "sigma": Fraction(1)}, 1)
    assert not program.complete
    assert {condition.rule for condition in program.conditions} == {"interpolation of smooth convex functions"}
