"""Claims as E X <= b: which are, from where X counts, what is random, and that X - b is the claim's own excess on every path."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from checkers.experiment.case import Case
from checkers.experiment.engine import Sampling, prepared, simulate, starts
from checkers.experiment.evaluate import Evaluator
from checkers.experiment.margins import grids, sides
from checkers.experiment.mean_bound import ends, exact_values, is_random, linear, mean_bound, sampled_values, signs_of
from problems.discovery import families
from problems.exact.arithmetic import Exact
from problems.float64 import Float64
from problems.noise import Noise, two_point
from theorems.hypotheses import BoundedVariance, Smooth
from theorems.language import (
    Average,
    Best,
    E,
    Eq,
    Probability,
    Sum,
    T,
    Theorem,
    constants,
    f,
    f_star,
    grad,
    inner,
    norm_sq,
    stochastic_grad,
    t,
    x,
    x_star,
)
from theorems.methods import SGD
from theorems.normal_form import normal_form

L, eta, sigma, eps = constants("L eta sigma eps")
ONE = Fraction(1)
SHIFTED = families()["quadratic"].build((ONE,), (Fraction(0),), (Fraction(0),))

BOUNDS = {
    "gap": E(f(x[t]) - f_star) <= f(x[0]) - f_star + eta,
    "average": E(Average(norm_sq(grad(x[t])), (t, 0, T - 1))) <= 2 * (f(x[0]) - f_star) / (eta * T),
    "average of means": Average(E(norm_sq(grad(x[t]))), (t, 0, T - 1)) <= eta,
    "value on the larger side": eta * E(norm_sq(grad(x[t]))) <= f(x[0]) - E(f(x[t + 1])),
    "almost surely": norm_sq(x[t]) <= eta,
    "an event is likely": Probability(norm_sq(x[t]) <= eta) >= 1 - eps,
    "an event is rare": Probability(norm_sq(x[t]) >= eta) <= eps,
    "exponential": E(sp.exp(norm_sq(x[t]))) <= 3,
}
NONE = {
    "an equality": Eq(E(norm_sq(x[t])), eta, evaluate=False),
    "nothing random": f(x[0]) - f_star <= eta,
    "Jensen": norm_sq(E(x[t]) - x_star) <= eta,
    "conditional": E(f(x[t + 1]), given=x[t]) <= f(x[t]),
    "the least of means": Best(E(norm_sq(grad(x[t]))), (t, 0, T)) <= eta,
    "an event about means": Probability(E(f(x[t])) <= eta) >= eps,
}
SIGNED = {
    "signed": E(inner(grad(x[t]), x[t] - x_star)) <= eta,
    "a square on the larger side": E(f(x[t]) - f_star) <= eta * E(norm_sq(grad(x[t]))),
    "a value on the smaller side, negative": -E(f(x[t])) <= eta,
    "signed inside a sum": E(Sum(inner(grad(x[t]), x[t]), (t, 0, T - 1))) <= eta,
}


def case_of(noise=None, steps=3, start=Fraction(2), instance=SHIFTED):
    return Case(
        instance, {"L": ONE, "eta": Fraction(1, 2), "sigma": ONE, "eps": Fraction(1, 4)}, noise or two_point(1, ONE), (start,), steps=steps,
        minimiser=instance.minimisers[0],
    )  # fmt: skip


def run_of(claim, case, m, seeds=range(40)):
    theorem = Theorem(given=[Smooth(L), BoundedVariance(sigma)], method=SGD(step=eta), claim=claim)
    run = prepared(theorem, [case], m, Sampling(0, 0, seeds))
    run.keep_paths = True
    return simulate(theorem, run, starts([case], m))


def values_of(claim, case=None, step=2, horizon=2, seeds=range(40)):
    form, m = normal_form(claim), Float64()
    with m.scope():
        run = run_of(claim, case or case_of(), m, seeds)
        grid = grids(form, [step], [horizon])
        both = sides(form, run, grid)
        excess = np.broadcast_to(np.asarray(both.small - both.large).reshape(-1), (len(seeds),))
        return sampled_values(mean_bound(form), run, grid), excess


@pytest.mark.parametrize("name", BOUNDS)
def test_a_bound_on_a_mean_has_the_excess_of_its_claim_on_every_path(name):
    found, excess = values_of(BOUNDS[name])
    assert found is not None
    assert (found.low >= 0).all()
    assert (found.low <= found.high).all()
    assert found.low - found.bound[1] == pytest.approx(excess, abs=1e-6)
    assert found.bound[0] < found.bound[1]


@pytest.mark.parametrize("name", NONE)
def test_what_is_no_bound_on_a_mean(name):
    assert mean_bound(normal_form(NONE[name])) is None


@pytest.mark.parametrize("name", SIGNED)
def test_a_random_term_without_a_least_value_is_not_tested(name):
    assert mean_bound(normal_form(SIGNED[name])) is not None
    assert values_of(SIGNED[name])[0] is None


def test_values_of_f_count_from_the_infimum():
    """f = x^2/2 - 7: E f(x_t) <= -6 is E(f - f_star) <= 1."""
    lowered = families()["quadratic"].build((ONE,), (Fraction(0),), (Fraction(0),), Fraction(-7))
    found, excess = values_of(E(f(x[t])) <= -6, case_of(instance=lowered))
    assert found.bound[1] == pytest.approx(1)
    assert found.low - found.bound[1] == pytest.approx(excess, abs=1e-6)


@pytest.mark.parametrize(("claim", "width"), [("an event is likely", 1), ("an event is rare", 1), ("gap", None), ("average", None)])
def test_only_probabilities_have_a_proved_range(claim, width):
    found, _ = values_of(BOUNDS[claim])
    assert found.within == (None if width is None else pytest.approx(width))


def test_an_event_that_rounding_could_decide_counts_for_the_claim():
    """x_1 = +-1/2 exactly from x_0 = 0, so that norm_sq(x_1) > 1/4 has never happened; floats must not say that it has."""
    for claim in (Probability(norm_sq(x[t]) > Fraction(1, 4)) <= eps, Probability(norm_sq(x[t]) < Fraction(1, 4)) >= 1 - eps):
        found, _ = values_of(sp.sympify(claim), case_of(start=Fraction(0)), step=1)
        assert found.low.max() == 0
        assert found.high.min() >= 1


def test_what_is_random():
    assert not any(is_random(e) for e in (f(x[0]), x[-1], f_star, norm_sq(x[0] - x_star), sp.S.One))
    assert all(is_random(e) for e in (f(x[t]), x[1], stochastic_grad(x[0], sample=0), Probability(f(x[0]) <= 1), E(norm_sq(x[T]))))


def test_ends_of_terms():
    square, value = norm_sq(x[t]), f(x[t])
    assert ends(square, True) == (0, None)
    assert ends(Average(E(value), (t, 0, T)), True) == (f_star, None)
    assert ends(value, False) == (None, None)
    assert ends(Probability(value <= 1), False) == (0, 1)
    assert ends(inner(x[t], x[0]), True) == (None, None)


def test_linearity():
    assert linear(normal_form(BOUNDS["average of means"]))
    assert not linear(normal_form(E(f(x[t])) ** 2 <= eta))


@pytest.mark.parametrize("noise", [two_point(1, ONE), Noise("gaussian", scale=ONE)])
@pytest.mark.parametrize("name", ["gap", "value on the larger side", "an event is likely"])
def test_balls_and_floats_agree_on_the_same_draws(name, noise):
    claim, case = BOUNDS[name], case_of(noise)
    found, _ = values_of(claim, case, seeds=[3, 2**31 + 5])
    form, m = normal_form(claim), Exact(bits=256, balls=True)
    grid = grids(form, [2], [2])
    fl = Float64()
    with fl.scope():
        signs = signs_of(mean_bound(form), Evaluator(run_of(claim, case, fl, [0]), grid, 2))
    with m.scope():
        values, bound = exact_values(mean_bound(form), run_of(claim, case, m, [3, 2**31 + 5]), grid, signs)
        assert found.bound[0] <= float(bound) <= found.bound[1]
        for value, low, high in zip(values, found.low, found.high, strict=True):
            assert low <= float(value) <= high
        wrong = tuple(not sign for sign in signs)
        assert exact_values(mean_bound(form), run_of(claim, case, m, [3]), grid, wrong) is None
