"""What would not hold if the figure of convergence under the Polyak-Lojasiewicz inequality were wrong."""

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp

from paper_figures.figures.pl_convergence import MOMENT, SIGMA, SPIRAL, START, STEPS
from theorems.catalogue import load, lookup
from theorems.language import t


@pytest.fixture
def found(quick):
    return quick("pl-convergence")


def values(found, panel, curve):
    return found.where(panel=panel, curve=curve).floats("value")


def limit(number, eta):
    """What a claim about a constant step tends to on x^2/2."""
    claim = load(lookup("pl-sgd-const")).theorem.claims[number]
    values = {"L": 1, "mu": 1, "eta": sp.Rational(eta), "sigma": sp.Rational(SIGMA)}
    steps = sp.Symbol("steps", positive=True)
    bound = claim.rhs.subs({s: values[s.name] for s in claim.rhs.free_symbols if s.name in values}).subs(t, steps)
    gap = next(term for term in sp.preorder_traversal(bound) if term.func.__name__ == "f" and "0" in str(term))
    floor = sp.limit(bound.subs(gap, sp.Rational(START) ** 2 / 2).subs(sp.Symbol("f_star"), 0), steps, sp.oo)
    return float(floor)


def test_gradient_descent_stays_below_both_bounds_and_the_improved_one_is_lower(found):
    run, plain, improved = (values(found, "gaps", curve) for curve in ("run", "pl-gd", "pl-gd-improved"))
    assert run[0] == plain[0] == improved[0]
    assert (run[1:] < improved[1:]).all()
    assert (improved[1:] < plain[1:]).all()
    assert (np.diff(run) < 0).all()


def test_every_step_leaves_less_than_both_theorems_allow(found):
    run, plain, improved = (values(found, "factors", curve) for curve in ("run", "pl-gd", "pl-gd-improved"))
    smooth, mu = float(SPIRAL.facts["smooth"].value.high), float(SPIRAL.facts["pl"].value.low)
    assert plain == pytest.approx(1 - mu / smooth)
    assert improved == pytest.approx((2 * smooth - 2 * mu) / (2 * smooth + mu))
    assert (run < improved).all()
    assert "convex" not in SPIRAL.facts


@pytest.mark.parametrize("eta", STEPS)
def test_sgd_meets_the_second_bound_and_stays_below_the_first(found, eta):
    run, first, second = (values(found, "constant", f"{curve} {eta}") for curve in ("run", "first", "second"))
    assert run == pytest.approx(second, rel=1e-9)
    assert (run <= first * (1 + 1e-12)).all()
    assert (first[-5:] > 1.4 * run[-5:]).all()


@pytest.mark.parametrize("eta", STEPS)
def test_sgd_runs_as_its_recursion_says(found, eta):
    steps = found.where(panel="constant", curve=f"run {eta}").floats("t")
    factor, gap = (1 - float(eta)) ** 2, float(START) ** 2 / 2
    floor = float(eta * eta * SIGMA * SIGMA / 2) / (1 - factor)
    assert values(found, "constant", f"run {eta}") == pytest.approx(floor + factor**steps * (gap - floor), rel=1e-9)


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("eta", STEPS[:2])
def test_the_curves_end_at_the_limits_of_the_claims(found, number, eta):
    assert values(found, "constant", f"{('first', 'second')[number]} {eta}")[-1] == pytest.approx(limit(number, eta), rel=1e-6)


def test_smaller_steps_start_slower_and_end_lower(found):
    runs = np.array([values(found, "constant", f"run {eta}") for eta in STEPS])
    assert (np.diff(runs[:, 0]) > 0).all()
    assert (np.diff(runs[:, -1]) < 0).all()


def test_decreasing_steps_stay_below_their_bound_and_pass_below_all_floors(found):
    run, bound = values(found, "decreasing", "run"), values(found, "decreasing", "bound")
    steps = found.where(panel="decreasing", curve="bound").floats("t")
    assert bound == pytest.approx(float(MOMENT) ** 2 / (2 * steps))
    assert (run < bound).all()
    assert run[-1] < min(values(found, "decreasing", f"run {eta}")[-1] for eta in STEPS) / 2
    assert (np.diff(run) < 0).all()


def test_decreasing_steps_run_as_their_recursion_says(found):
    one = found.where(panel="decreasing", curve="run")
    moment, gaps = START**2, {}
    for step in range(20):
        eta = Fraction(2 * step + 1, 2 * (step + 1) ** 2)
        moment = (1 - eta) ** 2 * moment + eta**2 * SIGMA**2
        gaps[step + 1] = float(moment / 2)
    early = [(step, value) for step, value in zip(one.cells("t"), one.cells("value"), strict=True) if step in gaps]
    assert len(early) > 10
    assert [value for _, value in early] == pytest.approx([gaps[step] for step, _ in early], rel=1e-9)
