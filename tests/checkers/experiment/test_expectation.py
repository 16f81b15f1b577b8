"""Moments against every sequence of draws (equal rationals) and against samples, the floor of SGD decided at both ends, and what is left alone."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from flint import fmpq

from checkers.experiment.case import Case, case_from_json
from checkers.experiment.decide import Outcome, Spot, decide
from checkers.experiment.engine import Sampling, prepared, simulate, starts
from checkers.experiment.expectation import beyond_enumeration, by_moments, propagated
from checkers.experiment.explore import explored
from checkers.experiment.margins import grids, sides
from problems.discovery import families
from problems.exact.arithmetic import Exact, fraction
from problems.float64 import Float64
from problems.noise import Noise, two_point
from theorems.hypotheses import PL, BoundedVariance, SecondMoment, Smooth
from theorems.language import (
    Average,
    Best,
    E,
    Eq,
    Method,
    Probability,
    Rational,
    Sum,
    T,
    Theorem,
    constants,
    dist_sq,
    f,
    f_star,
    grad,
    inner,
    iterates,
    k,
    naturals,
    norm,
    norm_sq,
    points,
    sqrt,
    stochastic_grad,
    t,
    x,
    x_star,
)
from theorems.methods import SGD, Adam, GradientDescent, Nesterov
from theorems.normal_form import normal_form

L, mu, eta, sigma = constants("L mu eta sigma")
u = points("u")
y, z, v = iterates("y"), iterates("z"), iterates("v")
ONE, ZERO, HALF = Fraction(1), Fraction(0), Fraction(1, 2)
SUM = Noise("finite_sum")
SKEWED = Noise("additive", ((ONE, ZERO), (ONE, ONE), (-2 * ONE, -ONE)))
QUADRATIC, LEAST_SQUARES = families()["quadratic"], families()["least_squares"]

PARABOLA = QUADRATIC.build((ONE,), (ZERO,), (ZERO,))
TURNED = QUADRATIC.build((HALF, Fraction(3)), (ONE, -2 * ONE), (ONE, ZERO), Fraction(-3))
SADDLE = QUADRATIC.build((-ONE, ONE), (ZERO, ONE), (ONE, HALF))
VALLEY = QUADRATIC.build((ZERO, ONE), (ONE, ONE), (ONE, HALF))
FITTED, INCONSISTENT = LEAST_SQUARES.library()[4], LEAST_SQUARES.library()[5]

METHODS = {
    "SGD": SGD(step=eta),
    "decreasing steps": SGD(step=eta / (t + 1)),
    "momentum, decay": SGD(step=eta, momentum=Rational(1, 3), dampening=Rational(1, 4), weight_decay=Rational(1, 5)),
    "nesterov": SGD(step=eta, momentum=Rational(1, 3), nesterov=True),
    "horizon": SGD(step=eta / T),
    "heavy ball": Method(Eq(x[t + 1], x[t] - eta * stochastic_grad(x[t]) + (x[t] - x[t - 1]) / 3), start={x[-1]: x[0]}),
    "storm": Method(
        Eq(v[t + 1], stochastic_grad(x[t]) + Rational(2, 3) * (v[t] - stochastic_grad(x[t - 1]))),
        Eq(x[t + 1], x[t] - eta * v[t + 1]),
        start={x[-1]: x[0], v[0]: 0},
    ),
    "averaged": Method(Eq(x[t + 1], x[t] - eta * stochastic_grad(x[t])), Eq(y[t + 1], (t * y[t] + x[t + 1]) / (t + 1)), start={y[0]: x[0]}),
    "gradient descent": GradientDescent(step=eta),
}
CLAIMS = [
    E(f(x[t])),
    E(norm_sq(x[t])),
    E(norm_sq(grad(x[t]))),
    norm_sq(E(x[t]) - x[0]),
    f(E(x[t])),
    E(norm_sq(stochastic_grad(x[t]))),
    E(inner(stochastic_grad(x[t]), x[t + 1] - x[t])),
    E(inner(x[t], x[t + 1]) - 3 * inner(grad(x[t]), x[t - 1] - x[0])),
    E(norm_sq(x[t + 2] - 2 * x[t + 1] + x[t] - eta * grad(x[t + 1]))),
    E(Average(norm_sq(grad(x[k])), (k, 0, T - 1))),
    E(f(Average(x[k], (k, 0, T - 1)))),
    Average(E(norm_sq(x[k])) ** 2 / (k + 1), (k, 0, T)),
    E(norm_sq(Sum((k + 1) * x[k], (k, 0, T)) - T * x[0])),
    E(norm_sq(stochastic_grad(x[t]) - stochastic_grad(x[t - 1], sample=t))),
    Best(E(norm_sq(x[k] - x[0])), (k, 1, T)),
    E(norm_sq(x[T])) * E(inner(x[T], grad(x[0])) + f(x[0])) ** 2,
]
PROBLEMS = [
    (PARABOLA, two_point(1, Fraction(3, 2))),
    (TURNED, two_point(2, ONE, TURNED.directions[1])),
    (TURNED, SKEWED),
    (SADDLE, SKEWED),
    (FITTED, SUM),
    (INCONSISTENT, SUM),
]


def claimed(quantity, method, **more):
    theorem = Theorem(method=method, claim=quantity <= 1, **more)
    return theorem, normal_form(theorem.claims[0], theorem.sequences)


def case(instance, noise, steps=3, start=None, **values):
    known = {"L": Fraction(4), "mu": HALF, "eta": Fraction(1, 3), "sigma": ONE, **values}
    return Case(instance, known, noise, start or instance.starts[0], instance.minimisers[0] if instance.minimisers else None, {}, steps)


def left(theorem, form, run, case):
    """The smaller side at every step and horizon of the run, None where it has no value."""
    own = theorem.method is not None and not theorem.method.horizon_free
    found = sides(form, run, grids(form, range(case.steps + 1), [case.steps] if own else range(1, case.steps + 1)))
    values, defined = np.broadcast_arrays(found.small[:, :1], found.defined)
    return [value if known else None for value, known in zip(values.reshape(-1), defined.reshape(-1), strict=True)]


def both(theorem, form, case, m):
    with m.scope():
        horizon = None if theorem.method is None or theorem.method.horizon_free else case.steps
        every = simulate(theorem, prepared(theorem, [case], m), starts([case], m), horizon)
        return left(theorem, form, every, case), left(theorem, form, propagated(theorem, [form], [case], m), case)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("number", range(len(PROBLEMS)))
def test_moments_equal_the_mean_over_every_sequence_of_draws(method, number):
    instance, noise = PROBLEMS[number]
    compared = 0
    for quantity in CLAIMS:
        theorem, form = claimed(quantity, METHODS[method])
        one = case(instance, noise, 3, tuple(e + Fraction(2, 3) for e in instance.starts[0]))
        assert by_moments(theorem, form, one), quantity
        enumerated, moments = both(theorem, form, one, Exact())
        assert enumerated == moments, quantity
        compared += sum(value is not None for value in moments)
    assert compared > 30


@pytest.mark.parametrize("batch", [2, 3])
@pytest.mark.parametrize("number", [0, 3, 5])
def test_moments_equal_the_mean_over_every_batch(batch, number):
    instance, noise = PROBLEMS[number]
    for quantity in (E(f(x[t])), E(norm_sq(stochastic_grad(x[t], batch=batch))), E(inner(x[t + 1], x[t]))):
        theorem, form = claimed(quantity, SGD(step=eta, batch=batch))
        enumerated, moments = both(theorem, form, case(instance, noise, 2), Exact())
        assert enumerated == moments


def test_the_distance_to_the_minimisers_and_to_one_of_them():
    for quantity in (E(dist_sq(x[t])), E(norm_sq(x[t] - x_star)), E(inner(grad(x[t]), x[t] - x_star)), E(f(x[t]) - f_star) ** 2):
        theorem, form = claimed(quantity, SGD(step=eta))
        for instance, noise in ((VALLEY, SKEWED), (FITTED, SUM)):
            enumerated, moments = both(theorem, form, case(instance, noise), Exact())
            assert enumerated == moments
            assert len(set(moments)) > 2


def test_a_gradient_drawn_at_a_fixed_point_or_at_an_earlier_iterate():
    for quantity in (
        E(norm_sq(stochastic_grad(x_star, sample=t) - stochastic_grad(x[t]))),
        E(inner(stochastic_grad(x[t], sample=t + 1), stochastic_grad(x[t + 1], sample=t + 1) - x[t + 2])),
        E(norm_sq(stochastic_grad(x[0], sample=0) - stochastic_grad(x[t]))),
    ):
        theorem, form = claimed(quantity, SGD(step=eta))
        for instance, noise in ((TURNED, SKEWED), (FITTED, SUM), (INCONSISTENT, SUM)):
            assert by_moments(theorem, form, case(instance, noise))
            enumerated, moments = both(theorem, form, case(instance, noise), Exact())
            assert enumerated == moments


def test_the_same_draw_at_every_step():
    method = Method(Eq(x[t + 1], x[t] - eta * stochastic_grad(x[t], sample=0)))
    theorem, form = claimed(E(f(x[t])), method)
    enumerated, moments = both(theorem, form, case(TURNED, SKEWED), Exact())
    assert enumerated == moments
    assert not by_moments(theorem, form, case(FITTED, SUM))


def test_a_claim_about_points_needs_no_run():
    theorem = Theorem(claim=E(norm_sq(stochastic_grad(u, batch=64) - grad(u))) <= sigma**2 / 64)
    form = normal_form(theorem.claims[0], {})
    one = replace(case(TURNED, two_point(2, ONE), 0), points={"u": (ONE, HALF)})
    assert beyond_enumeration(theorem, one)
    assert decide(theorem, form, one, Spot(0, 1)).outcome is Outcome.TIE
    assert decide(theorem, form, replace(one, constants={**one.constants, "sigma": Fraction(99, 100)}), Spot(0, 1)).outcome is Outcome.VIOLATED


def test_floats_agree_with_rationals():
    for method, (instance, noise) in product(("momentum, decay", "storm"), PROBLEMS):
        theorem, form = claimed(E(f(x[t])) + E(inner(x[t], x[t - 1])), METHODS[method])
        one = case(instance, noise, 12, eta=Fraction(1, 10))
        exact, floats = Exact(), Float64()
        with exact.scope():
            decided = left(theorem, form, propagated(theorem, [form], [one], exact), one)
        with floats.scope():
            seen = left(theorem, form, propagated(theorem, [form], [one, one], floats), one)[: len(decided)]
        assert [a is None for a in seen] == [a is None for a in decided]
        pairs = [(float(a), float(fraction(b))) for a, b in zip(seen, decided, strict=True) if a is not None]
        assert [a for a, _ in pairs] == pytest.approx([b for _, b in pairs], rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("noise", [Noise("gaussian", scale=Fraction(3, 2)), SKEWED, SUM])
@pytest.mark.parametrize("batch", [1, 16])
def test_moments_agree_with_samples(noise, batch):
    instance = INCONSISTENT if noise == SUM else TURNED
    theorem, form = claimed(E(f(x[t]) + inner(x[t], x[t - 1])), SGD(step=eta, batch=batch))
    one, m = case(instance, noise, 16, eta=Fraction(1, 4)), Float64()
    with m.scope():
        moments = left(theorem, form, propagated(theorem, [form], [one], m), one)
        run = simulate(theorem, prepared(theorem, [one], m, Sampling(7, 0, range(4000))), starts([one], m))
        run.keep_paths = True
        found = sides(form, run, grids(form, range(17), [1]))
    for step in range(2, 17):
        values = np.asarray(found.small)[0, :, step, 0]
        assert abs(values.mean() - float(moments[step])) < 5 * values.std() / len(values) ** 0.5


def floor(c):
    bound = (1 - eta * mu) ** t * (f(x[0]) - f_star) + c * L * eta * sigma**2 / mu
    theorem = Theorem(given=[Smooth(L), PL(mu), BoundedVariance(sigma), eta <= 1 / L], method=SGD(step=eta), claim=E(f(x[t]) - f_star) <= bound)
    return theorem, normal_form(theorem.claims[0], theorem.sequences)


@pytest.mark.parametrize("noise", [two_point(1, ONE), Noise("gaussian", scale=ONE)])
@pytest.mark.parametrize("step", [1, 6, 100])
def test_the_floor_of_sgd_is_a_half_and_not_less(noise, step):
    """At h = mu = L and eta = 1/L each step forgets all that came before, and E f = sigma^2 / 2."""
    tight = case(PARABOLA, noise, 128, L=ONE, mu=ONE, eta=ONE)
    for c, outcome in ((Rational(1, 2), Outcome.TIE), (Rational(51, 100), Outcome.HOLDS), (Rational(49, 100), Outcome.VIOLATED)):
        theorem, form = floor(c)
        found = decide(theorem, form, tight, Spot(step, 1))
        assert found.outcome is outcome
        assert found.rational
        assert fraction(found.left) == HALF
        if noise.kind == "additive" and step < 10:
            short = replace(tight, steps=step)
            with (m := Exact()).scope():
                assert left(theorem, form, propagated(theorem, [form], [short], m), short)[step] == fmpq(1, 2)


def test_the_sharp_form_is_a_tie_at_every_step():
    rho = 1 - 2 * mu * eta * (1 - L * eta / 2)
    sharp = rho**t * (f(x[0]) - f_star) + L * eta**2 * sigma**2 / 2 * (1 - rho**t) / (1 - rho)
    theorem = Theorem(given=[Smooth(L), PL(mu), BoundedVariance(sigma)], method=SGD(step=eta), claim=E(f(x[t]) - f_star) <= sharp)
    form = normal_form(theorem.claims[0], theorem.sequences)
    for noise, step in product((two_point(1, ONE), Noise("gaussian", scale=ONE)), (3, 100)):
        assert decide(theorem, form, case(PARABOLA, noise, 128, L=ONE, mu=ONE, eta=Fraction(1, 7)), Spot(step, 1)).outcome is Outcome.TIE


def test_tall_rationals_are_decided_in_balls():
    """Steps of 240 digits: the rationals pass 20000 bits, the balls tell the sides apart, and a tie is one to 2000 bits."""
    tall = case(PARABOLA, two_point(1, ONE), 128, L=ONE, mu=ONE, eta=Fraction(10**240 // 7, 10**240))
    for c, outcome in ((Rational(49, 100), Outcome.HOLDS), (Rational(1, 2) * (1 - Rational(1, 2)), Outcome.VIOLATED)):
        found = decide(*floor(c), tall, Spot(128, 1))
        assert found.outcome is outcome
        assert not found.rational
    tied = Theorem(method=SGD(step=eta), claim=E(norm_sq(x[t])) <= 2 * E(f(x[t])))
    assert decide(tied, normal_form(tied.claims[0], tied.sequences), tall, Spot(128, 1)).outcome is Outcome.TIE


def test_a_stored_case_is_decided_again():
    theorem, form = floor(Rational(49, 100))
    stored = case(PARABOLA, Noise("gaussian", scale=ONE), 128, L=ONE, mu=ONE, eta=ONE)
    again = case_from_json(stored.as_json())
    assert again == stored
    assert decide(theorem, form, again, Spot(100, 1)).outcome is Outcome.VIOLATED


def test_a_run_too_long_is_refused():
    theorem, form = floor(Rational(49, 100))
    long = case(PARABOLA, Noise("gaussian", scale=ONE), 20_000, L=ONE, mu=ONE, eta=ONE)
    found = decide(theorem, form, long, Spot(20_000, 1))
    assert found.outcome is Outcome.UNDECIDED
    assert "too long" in found.reason


NOT_BY_MOMENTS = {
    "the least inside E": E(Best(f(x[k]), (k, 0, T))),
    "a norm": E(norm(x[t])),
    "a fourth power": E(norm_sq(x[t]) ** 2),
    "a product": E(norm_sq(x[t]) * f(x[0] - x[t])),
    "a probability": Probability(f(x[t]) >= 1),
    "a condition": E(f(x[t + 1]), given=x[t]),
    "almost surely": f(x[t]),
    "a root": E(sqrt(f(x[t]))),
}


@pytest.mark.parametrize("name", NOT_BY_MOMENTS)
def test_other_claims_are_left_alone(name):
    theorem, form = claimed(NOT_BY_MOMENTS[name], SGD(step=eta))
    long = case(PARABOLA, two_point(1, ONE), 128)
    assert beyond_enumeration(theorem, long)
    assert not by_moments(theorem, form, long)
    assert list(explored(theorem, [form], [long], lambda one: True)) == [[None]]
    assert decide(theorem, form, long, Spot(100, 100)).outcome is Outcome.UNDECIDED


@pytest.mark.parametrize(
    "method",
    [
        Adam(step=eta, batch=1),
        Method(Eq(x[t + 1], x[t] - eta * stochastic_grad(x[t]) * (1 + norm_sq(x[t])))),
        Method(Eq(x[t + 1], x[t] - eta * stochastic_grad(x[t]) / norm(grad(x[t])))),
        Method(Eq(x[t + 1], x[t] - eta * stochastic_grad(x[t]) ** 2)),
        Method(Eq(z[t + 1], z[t] + norm_sq(stochastic_grad(x[t]))), Eq(x[t + 1], x[t] - eta * stochastic_grad(x[t])), start={z[0]: 0}),
    ],
)
def test_other_methods_are_left_alone(method):
    theorem, form = claimed(E(f(x[t])), method)
    assert not by_moments(theorem, form, case(PARABOLA, two_point(1, ONE), 128))


def test_other_problems_and_hypotheses_are_left_alone():
    theorem, form = claimed(E(f(x[t])), SGD(step=eta))
    assert by_moments(theorem, form, case(PARABOLA, two_point(1, ONE), 128))
    for name in ("huber", "logistic", "log_cosh"):
        instance = families()[name].library()[0]
        assert not by_moments(theorem, form, case(instance, two_point(instance.dimension, ONE), 128))
    along = replace(theorem, given=[Smooth(L), SecondMoment(sigma, on="iterates")])
    assert not by_moments(along, form, case(PARABOLA, two_point(1, ONE), 128))


def test_a_method_with_a_clock_of_its_own():
    """Nesterov's recursion for t_k is not random, and enters as a coefficient."""
    s = iterates("s")
    drawn = [Eq(e.lhs, e.rhs.xreplace({grad(y[t]): stochastic_grad(y[t])})) for e in Nesterov(step=eta).equations]
    theorem, form = claimed(E(f(x[t])) + E(inner(y[t], x[t])), Method(*drawn, start={y[0]: x[0], s[0]: 1}))
    m = Exact(bits=128, balls=True)
    enumerated, moments = both(theorem, form, case(TURNED, SKEWED), m)
    assert all(a.overlaps(b) for a, b in zip(enumerated, moments, strict=True))
    assert all(float(a.rad()) < 1e-30 for a in moments)


def test_a_search_goes_on_past_runs_that_are_too_large(monkeypatch):
    monkeypatch.setattr("checkers.experiment.expectation.MOST_NUMBERS", 10)
    theorem, form = floor(Rational(1, 2))
    assert list(explored(theorem, [form], [case(PARABOLA, Noise("gaussian", scale=ONE), 40, L=ONE, mu=ONE)], lambda one: True)) == [[None]]


def test_every_case_of_a_batch_gets_its_own_moments():
    theorem, form = floor(Rational(1, 2))
    cases = [case(PARABOLA, Noise("gaussian", scale=Fraction(n, 2)), 40, L=ONE, mu=ONE, eta=Fraction(1, n)) for n in (1, 2, 3)]
    together = [found.used for [found] in explored(theorem, [form], cases, lambda one: True)]
    alone = [found.used for one in cases for [found] in explored(theorem, [form], [one], lambda one: True)]
    assert together == alone
    assert len(set(together)) == 3


def test_natural_batches_divide_the_variance():
    b = naturals("b")
    theorem = Theorem(given=[BoundedVariance(sigma)], method=SGD(step=eta, batch=b), claim=E(f(x[1])) <= f(x[0]) + sigma**2 / (2 * b))
    form = normal_form(theorem.claims[0], theorem.sequences)
    tight = case(PARABOLA, two_point(1, ONE), 4, (ZERO,), eta=ONE, b=Fraction(64))
    assert decide(theorem, form, tight, Spot(0, 1)).outcome is Outcome.TIE
    assert decide(theorem, form, replace(tight, constants={**tight.constants, "b": Fraction(16)}), Spot(0, 1)).outcome is Outcome.TIE
