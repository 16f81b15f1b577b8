"""How much of a bound is used: by hand on a parabola, unchanged when a constant is added to f, and nothing for an equality."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from checkers.experiment.case import Case
from checkers.experiment.engine import prepared, simulate, starts
from checkers.experiment.margins import grids, margins, sides, steps_needed
from problems.discovery import families
from problems.exact.arithmetic import Exact
from problems.float64 import Float64
from problems.instance import exactly
from theorems.hypotheses import Smooth
from theorems.language import (
    Average,
    Best,
    E,
    Eq,
    Rational,
    Sum,
    T,
    Theorem,
    constants,
    f,
    f_star,
    grad,
    i,
    inner,
    j,
    naturals,
    norm_sq,
    points,
    stochastic_grad,
    t,
    x,
    x_star,
)
from theorems.methods import GradientDescent
from theorems.normal_form import normal_form

L, eta = constants("L eta")
u, v = points("u v")
m_ = naturals("m")
ONE = Fraction(1)
PARABOLA = families()["quadratic"].build((ONE,), (Fraction(0),), (Fraction(0),))
HALVES = GradientDescent(step=Rational(1, 2))
"""On x^2/2 from 1 the iterates are 1, 1/2, 1/4, ..."""


def measured(claim, case, method=None, steps=(0,), horizons=(1,), arithmetic=None):
    theorem, form = Theorem(given=[Smooth(L)], method=method, claim=claim), normal_form(claim)
    m = arithmetic or Float64()
    with m.scope(), np.errstate(all="ignore"):
        run = simulate(theorem, prepared(theorem, [case], m), starts([case], m))
        return margins(form, run, grids(form, steps, horizons))


def at(u_, v_=None, **more):
    return Case(PARABOLA, {"L": Fraction(2)}, points={"u": (Fraction(u_),), "v": (Fraction(v_ or 0),)}, minimiser=PARABOLA.minimisers[0], **more)


def used(claim, case, method=None, **where):
    return float(measured(claim, case, method, **where).used.reshape(-1)[0])


GAP = f(u) - f_star
SHARES = [
    # D <= S, sup of D/S
    (L * norm_sq(u) / 2 >= GAP, 1 / 2),
    (norm_sq(grad(u)) <= 2 * L * GAP, 1 / 2),
    (norm_sq(grad(u)) / (2 * L) <= GAP, 1 / 2),
    (f(v) <= f(u) + inner(grad(u), v - u) + L / 2 * norm_sq(v - u), 1 / 2),
    (f(v) - f(u) - inner(grad(u), v - u) <= L / 2 * norm_sq(v - u), 1 / 2),
    (L / 2 * norm_sq(v - u) >= f(v) - f(u) - inner(grad(u), v - u), 1 / 2),
    # the nonnegative term on the smaller side only, sup of S/D: (1/4) u^2 <= f(u) - f(v) = u^2/2 with v = 0
    (f(v) <= f(u) - norm_sq(grad(u)) / 4, 1 / 2),
    (norm_sq(grad(u)) / 4 <= f(u) - f(v), 1 / 2),
    (f(v) + norm_sq(grad(u)) / 8 <= f(u), 1 / 4),
    # both sides: the larger one counts
    (GAP + norm_sq(u) / 4 <= L * norm_sq(u), 3 / 8),
    (GAP <= 2 * GAP, 1 / 2),
    # a negative multiple of a nonnegative term belongs to the other side: 0 <= 2 u^2
    (-norm_sq(u) <= norm_sq(u), 0),
]


@pytest.mark.parametrize(("claim", "share"), SHARES, ids=[str(claim) for claim, _ in SHARES])
@pytest.mark.parametrize("place", ["1", "3", "-1/7"])
def test_shares_by_hand(claim, share, place):
    assert used(claim, at(place)) == pytest.approx(share, rel=1e-12)


@pytest.mark.parametrize("claim", [Eq(f(u), norm_sq(u) / 2), inner(grad(u), v) <= inner(grad(u), u), f(v) <= f(u)])
def test_nothing_to_use(claim):
    """An equality, and claims without a manifestly nonnegative term."""
    assert np.isnan(measured(claim, at("1")).used).all()


def test_no_share_where_the_bound_vanishes():
    assert np.isnan(used(L * norm_sq(u) / 2 >= GAP, at("0")))


def shifted(case, by):
    """The same problem with a constant added to f."""
    family = case.family
    instance = replace(case.instance, infimum=exactly(by))
    moved = replace(family, value=lambda p, at, m: family.value(p, at, m) + float(by))
    return replace(case, instance=instance), moved


@pytest.mark.parametrize("claim", [claim for claim, _ in SHARES], ids=[str(claim) for claim, _ in SHARES])
@pytest.mark.parametrize("by", [Fraction(-5), Fraction(100)])
def test_adding_a_constant_to_f_changes_no_share(claim, by):
    """The constant adds 1e2 to terms of size 1: 1e-10 is what float rounding leaves."""
    case, moved = shifted(at("3", "1"), by)
    theorem, form, m = Theorem(given=[Smooth(L)], claim=claim), normal_form(claim), Float64()
    with m.scope():
        run = prepared(theorem, [case], m)
        run.family = moved
        found = float(margins(form, run, grids(form, [0], [1])).used.reshape(-1)[0])
    assert found == pytest.approx(used(claim, at("3", "1")), rel=1e-10)
    assert np.isfinite(found)


def test_margins_are_the_larger_minus_the_smaller_side():
    for claim in (f(u) <= norm_sq(u), norm_sq(u) >= f(u), norm_sq(u) > f(u)):
        assert float(measured(claim, at("2")).margin.reshape(-1)[0]) == 2
    assert float(measured(Eq(f(u), norm_sq(u)), at("2")).margin.reshape(-1)[0]) == -2
    assert float(measured(Eq(norm_sq(u), f(u)), at("2")).margin.reshape(-1)[0]) == -2


def test_the_scale_is_that_of_the_terms_and_not_of_what_they_leave():
    found = measured(f(u) - norm_sq(u) / 2 <= 0, at("1000"))
    assert float(found.margin.reshape(-1)[0]) == 0
    assert float(found.scale.reshape(-1)[0]) >= 1e6


def test_a_grid_has_the_axes_that_are_free():
    case = Case(PARABOLA, {"L": ONE}, start=(ONE,), steps=4, minimiser=PARABOLA.minimisers[0])
    both = measured(f(x[t]) * T <= f(x[0]) * T, case, HALVES, range(5), range(1, 5))
    assert both.margin.shape == (1, 1, 5, 4)
    assert both.defined[0, 0].tolist() == [[step <= horizon for horizon in range(1, 5)] for step in range(5)]
    assert measured(f(x[t]) <= f(x[0]), case, HALVES, range(5), range(1, 5)).margin.shape == (1, 1, 5, 1)
    assert measured(f(x[T]) <= f(x[0]), case, HALVES, range(5), range(1, 5)).margin.shape == (1, 1, 1, 4)
    found = measured(f(x[t]) - f_star <= Rational(1, 4) ** t * norm_sq(x[0] - x_star), case, HALVES, range(5))
    np.testing.assert_allclose(found.used[0, 0, :, 0], 0.5)


def test_both_arithmetics_give_the_same_sides():
    claim, case = L * norm_sq(u) / 2 >= GAP, at("1/3")
    theorem, form, m = Theorem(given=[Smooth(L)], claim=claim), normal_form(claim), Exact()
    with m.scope():
        found = sides(form, prepared(theorem, [case], m), {})
    near = measured(claim, case)
    assert float(m.floats(found.large - found.small).reshape(-1)[0]) == pytest.approx(float(near.margin.reshape(-1)[0]), rel=1e-15)


NEEDED = [
    (f(x[t]) <= f(x[0]), 3),
    (f(x[t + 1]) <= f(x[t]), 4),
    (f(x[T]) <= f(x[0]), 5),
    (Average(f(x[i]), (i, 0, T - 1)) <= f(x[0]), 4),
    (Best(f(x[i]), (i, 0, T)) <= f(x[T + 2]), 7),
    (Sum(Sum(f(x[j]), (j, 0, i)), (i, 0, T)) >= 0, 5),
    (Sum(f(x[j]), (j, 0, i), (i, 0, t + 3)) >= 0, 6),
    (E(f(x[t + 1]), given=x[t]) <= f(x[t]), 4),
    (E(norm_sq(stochastic_grad(x[t]))) <= 1, 4),
    (f(u) <= f(v), 0),
    (f(x[m_]) <= f(x[0]), 2),
    (f(x[t + m_]) <= f(x[m_ * t]), 6),
    (Average(f(x[T - i]), (i, 0, T)) <= f(x[0]), 5),
    (Sum(f(x[2 * T - i]), (i, T, 2 * T)) >= 0, 5),
    (Sum(f(x[i + j]), (j, 0, T - i), (i, 0, T)) >= 0, 5),
]


@pytest.mark.parametrize(("claim", "steps"), NEEDED, ids=[str(claim) for claim, _ in NEEDED])
def test_the_steps_that_a_claim_looks_at(claim, steps):
    """For t = 3, T = 5, m = 2: with one step less the claim would be undefined, with more an exact run would cost more."""
    assert steps_needed(normal_form(claim), 3, 5, {m_: 2}) == steps
