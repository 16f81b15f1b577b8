"""Problems from torch functions: what is wrong with one is said, what is declared of it is tried, and nothing about it is certified."""

from fractions import Fraction

import numpy as np
import pytest
import torch

import lemmata
from problems.exact.arithmetic import Exact, NotExact
from problems.instance import OBSERVED
from problems.torch_function import ProblemError


def bowl(x):
    return (x * x).sum() / 2 + torch.cos(x).sum()


def by_hand(x):
    return bowl(x) if x.sum() > 0 else bowl(x) + 0.0


WRONG = [
    (lambda x: x, r"returns a tensor of shape \(2,\)"),
    (lambda x: 3.0, "returns float"),
    (lambda x: x.float().sum(), "torch.float32"),
    (lambda x: torch.log(x.sum() - 100), "is nan at x ="),
    (lambda x: (x.sum() - 2) ** -2, "is inf at x ="),
    (lambda x: x.sum() + torch.rand((), dtype=torch.float64), "gives two values at the same point"),
    (lambda x: torch.tensor(1.0, dtype=torch.float64), "does not depend on x"),
    (lambda x: torch.sqrt(x * x).sum(), "gradient of .* is not finite"),
    (lambda x: x[5], "raises IndexError"),
]


@pytest.mark.parametrize(("f", "said"), WRONG, ids=[said for _, said in WRONG])
def test_a_function_that_makes_no_problem_is_refused(f, said):
    with pytest.raises(ValueError, match=said):
        lemmata.problem(f, 2)


@pytest.mark.parametrize("dimension", [0, -1, 2001, 1.5, True])
def test_a_dimension_is_a_whole_number_that_is_not_too_large(dimension):
    with pytest.raises(ValueError, match="from 1 to 2000"):
        lemmata.problem(bowl, dimension)


@pytest.mark.parametrize("f", [bowl, by_hand], ids=["mapped", "one by one"])
def test_values_and_gradients_are_those_of_the_function(f):
    problem, points = lemmata.problem(f, 2), np.array([[[1.0, 2.0]], [[-3.0, 0.5]]])
    assert np.allclose(problem.value(points), (points**2 / 2 + np.cos(points)).sum(axis=-1))
    assert np.allclose(problem.gradient(points), points - np.sin(points))


def test_what_is_seen_is_observed_and_close_below_the_truth():
    problem = lemmata.problem(bowl, 2)
    fact = problem.instance.facts["smooth"]
    assert fact.scope == OBSERVED
    assert Fraction(19, 10) < fact.value.high <= Fraction(2002, 1000)
    assert problem.infimum == pytest.approx(2)


@pytest.mark.parametrize(("declared", "said"), [({"L": 1}, r"\|grad f\(u\) - grad f\(v\)\| = 1.9\d* \|u - v\| at u = .*, v ="),
                                               ({"mu": 1}, r"\|grad f\(u\)\|\^2/2 is only .* at u = .*, v ="),
                                               ({"lower_bound": 5}, "lower_bound = 5 is declared, but bowl is 2 at x =")])  # fmt: skip
def test_a_declared_constant_that_fails_is_refused_with_the_points(declared, said):
    with pytest.raises(ValueError, match=said):
        lemmata.problem(bowl, 2, **declared)


def test_a_declared_constant_that_is_not_contradicted_is_observed_only():
    facts = lemmata.problem(lambda x: (x * x).sum() / 2, 2, L=1, mu=1, lower_bound=0).instance.facts
    assert {name: (fact.value.high, fact.scope) for name, fact in facts.items()} == {"smooth": (1, OBSERVED), "pl": (1, OBSERVED)}


def test_code_has_no_exact_value():
    problem, m = lemmata.problem(bowl, 2), Exact()
    with pytest.raises(NotExact):
        problem.alone.value({}, m.array([Fraction(1)] * 2, (1, 1, 2)), m)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "abc", "1/0", torch.tensor(0.0)])
def test_a_lower_bound_that_is_no_number_is_refused(value):
    with pytest.raises(ProblemError, match="lower_bound is a number"):
        lemmata.problem(lambda x: (x**2).sum(), 1, lower_bound=value)


def test_a_lower_bound_may_be_a_fraction():
    assert str(lemmata.problem(lambda x: (x**2).sum(), 1, lower_bound="-1/3").instance.infimum.low) == "-1/3"
