"""Claims about growth, end to end: on networks of a made-up ladder, along recursions, along gradient descent, and for means over draws."""

from dataclasses import replace
from fractions import Fraction
from math import exp

import pytest

from checkers.experiment.reader import read
from checkers.experiment.reading import Effort
from checkers.experiment.report import experiment_json
from checkers.experiment.scaling import runs, widths
from checkers.verdict import Verdict
from problems.discovery import families
from theorems.hypotheses import Convex, Quadratic, Smooth, StronglyConvex
from theorems.language import (
    Abs,
    E,
    Eq,
    OnlineGame,
    Rational,
    Scales,
    Sum,
    T,
    Tends,
    Theorem,
    constants,
    f,
    f_star,
    grad,
    iterates,
    k,
    log,
    naturals,
    norm,
    norm_sq,
    pi,
    points,
    project,
    regret,
    sin,
    sqrt,
    t,
    x,
    x_star,
)
from theorems.methods import SGD, GradientDescent, Method
from theorems.settings import RandomNetwork

L, mu, eta, sigma = constants("L mu eta sigma")
m = naturals("m")
u, v = points("u v")
s = iterates("s")
QUICK = Effort(instances=4)
COUNTING = Method(Eq(s[t + 1], s[t] + 1), start={s[0]: 1}, on_the_line=True)
GAP = f(x[t]) - f_star


def answers(claims, effort=QUICK, **parts):
    return read(Theorem(claim=claims, **parts), (), effort)


def consistent(claim, **parts):
    return answers([claim], **parts)[0].verdict is Verdict.SUPPORTED


@pytest.fixture
def quadratics(monkeypatch):
    """A ladder on x^2/2 whose point of width m is about 1/m, so that f is about 1/m^2 and the norm of the gradient about 1/m."""

    def put(ladder):
        family = replace(families()["quadratic"], ladder=ladder)
        monkeypatch.setattr(widths, "matching_families", lambda *arguments: {"quadratic": family})

    return put


def plain(width, stream):
    point = Fraction(exp(0.02 * stream.standard_normal()) / width)
    return families()["quadratic"].build((Fraction(1),), (Fraction(0),), (Fraction(0),)), (point,)


DRAWN = {"given": [Smooth(L)], "setting": RandomNetwork(u)}


def test_a_ladder_shows_its_own_exponents_and_excludes_others(quadratics):
    quadratics(plain)
    true = [
        Scales(f(u), m, -2),
        Scales(norm(grad(u)), m, -1),
        Scales(E(f(u)), m, -2),
        Scales(m * norm(u), m, 0),
        Tends(f(u), m, 0),
        Tends(L + f(u), m, L),
    ]
    assert [r.verdict for r in answers(true, **DRAWN)] == [Verdict.SUPPORTED] * 6
    false = [Scales(f(u), m, -1), Scales(norm(grad(u)), m, Rational(-1, 2)), Scales(E(f(u)), m, 0), Tends(f(u), m, 1), Tends(m * norm(u), m, 0)]
    for claim, reading in zip(false, answers(false, **DRAWN), strict=True):
        assert reading.verdict is Verdict.INCONCLUSIVE
        assert ("which excludes" if isinstance(claim, Scales) else "does not fall") in reading.reason
        assert reading.refutation is None
        assert reading.sharpness is None


def test_odd_widths_count_too(quadratics):
    instance = plain(1, widths.np.random.default_rng(0))[0]
    quadratics(lambda width, stream: (instance, (Fraction(1 + width * (width % 2)),)))
    claims = [Scales(norm(u), m, 0), Scales(norm(u), m, 1), Scales(norm(u), m, Rational(1, 2)), Tends(norm(u), m, 1), Scales(E(norm(u)), m, 0)]
    assert [r.verdict for r in answers(claims, **DRAWN)] == [Verdict.INCONCLUSIVE] * 5


def test_points_are_drawn_independently(quadratics):
    quadratics(plain)
    apart = Scales(norm(u - v), m, -1)
    reading = answers([apart], given=[Smooth(L)], setting=RandomNetwork(u, v))[0]
    assert reading.verdict is not Verdict.NOT_APPLICABLE
    assert "zero" not in reading.reason


def test_a_ladder_that_bends_or_scatters_decides_nothing(quadratics):
    instance = plain(1, widths.np.random.default_rng(0))[0]
    quadratics(lambda width, stream: (instance, (Fraction(width**-1 + width / 10**6),)))
    assert not any(r.verdict is Verdict.SUPPORTED for r in answers([Scales(norm(u), m, p) for p in (-2, -1, Rational(-1, 2), 0, 1)], **DRAWN))
    quadratics(lambda width, stream: (instance, (Fraction(exp(2 * stream.standard_normal()) / width),)))
    assert not consistent(Scales(norm(u), m, -1), **DRAWN)


def test_only_networks_that_meet_the_hypotheses_count(quadratics):
    quadratics(plain)
    claim = Scales(f(u), m, -2)
    assert consistent(claim, given=[Smooth(L), L <= 1], setting=RandomNetwork(u))
    for given in ([Smooth(L), 2 * L <= 1], [Smooth(L), m <= 100], [Smooth(L), L * m <= 64]):
        reading = answers([claim], given=given, setting=RandomNetwork(u))[0]
        assert reading.verdict is Verdict.NOT_APPLICABLE
        assert "every width m" in reading.reason
    concave = families()["quadratic"].build((Fraction(-1),), (Fraction(0),), (Fraction(0),))
    quadratics(lambda width, stream: (concave, (Fraction(1, width),)))
    assert answers([Scales(norm(u), m, -1)], given=[Convex()], setting=RandomNetwork(u))[0].verdict is Verdict.NOT_APPLICABLE


def test_the_root_seed_decides_everything(quadratics):
    quadratics(plain)
    claims = [Scales(f(u), m, -2), Scales(E(f(u)), m, -2)]
    first, again, other = (answers(claims, effort=Effort(root=root), **DRAWN) for root in (3, 3, 4))
    assert [r.growth for r in first] == [r.growth for r in again]
    assert first[0].growth.low != other[0].growth.low
    assert answers(claims[1:], effort=Effort(root=3), **DRAWN)[0].growth == first[1].growth


def test_an_expectation_over_draws_is_not_tried_point_by_point():
    readings = answers([E(f(u)) <= 0, f(u) <= f(u) + L], **DRAWN)
    assert readings[0].verdict is Verdict.NOT_APPLICABLE
    assert readings[1].verdict is Verdict.SUPPORTED


RECURSIONS = [
    (Scales(s[t] ** 2 + s[t], t, 2), True),
    (Scales(s[t] ** 2 + s[t], t, 1), False),
    (Scales(sqrt(s[T]), T, Rational(1, 2)), True),
    (Scales(Sum(1 / s[k], (k, 0, T - 1)), T, 0), False),
    (Scales(Sum(s[k], (k, 0, T - 1)), T, 2), True),
    (Scales(1 / Rational(2) ** s[t], t, -1), False),
    (Scales(s[t] - 2000, t, 1), False),
    (Tends(1 + 1 / s[t], t, 1), True),
    (Tends(1 + 1 / s[t], t, Rational(1, 2)), False),
    (Tends(1 + 1 / s[t], t, Rational(10001, 10000)), False),
    (Tends(log(1 + s[t]) / sqrt(s[t]), t, 0), True),
    (Tends(1 / log(1 + s[t]), t, 0), False),
    (Tends(1 / log(1 + s[t]), t, Rational(1, 20)), False),
    (Tends(s[t], t, 5000), False),
    (Tends(s[t] ** 2 / 10**6, t, 20), False),
    (Tends(sqrt(s[t]), t, 70), False),
    (Tends(-sqrt(s[t]), t, -80), False),
    (Tends(log(1 + s[t]), t, 9), False),
    (Tends(Sum(1 / s[k], (k, 0, T - 1)), T, 9), False),
    (Scales(-s[t], t, 1), False),
    (Tends(sin(2 * pi * log(s[t]) / log(2)), t, 0), False),
    (Scales(2 + sin(2 * pi * log(s[t]) / log(2)) * s[t], t, 0), False),
    (Tends(s[t] / t, t, 1), True),
    (Tends(s[t], t, 3), False),
    (Tends(Rational(1, 2) ** s[t], t, 0), True),
]


def test_recursions_of_known_growth():
    readings = answers([claim for claim, _ in RECURSIONS], method=COUNTING)
    for (claim, true), reading in zip(RECURSIONS, readings, strict=True):
        assert (reading.verdict is Verdict.SUPPORTED) == true, (claim, reading.reason)
        assert true or reading.verdict is Verdict.INCONCLUSIVE


def test_a_period_of_the_iterates_is_seen():
    flip = Method(Eq(s[t + 1], -s[t]), start={s[0]: 1}, on_the_line=True)
    false = [Tends(s[t], t, 1), Tends(s[t], t, -1), Scales(1 + s[t], t, 0), Scales(t * (1 + s[t]) + 1, t, 1), Scales(2 + s[t] * t - t, t, 0)]
    true = [Scales(t * (2 + s[t]), t, 1), Tends(s[t] / t, t, 0)]
    readings = answers(false + true, method=flip)
    assert [r.verdict for r in readings] == [Verdict.INCONCLUSIVE] * 5 + [Verdict.SUPPORTED] * 2


def test_a_period_of_the_horizon_is_seen(monkeypatch):
    monkeypatch.setattr(runs, "POWERS", runs.POWERS[:7])
    other = Method(Eq(s[t + 1], -s[t] + 0 / T), start={s[0]: 1}, on_the_line=True)
    readings = answers([Tends(s[T] + 1 / T, T, 1), Scales(2 + s[T] * T - T, T, 0)], method=other)
    assert [r.verdict for r in readings] == [Verdict.INCONCLUSIVE] * 2


@pytest.mark.parametrize("size", [1, 4])
def test_a_regret_that_comes_back_at_every_even_horizon_does_not_vanish(size):
    game = OnlineGame(losses=[size * x[t], -size * x[t]], comparator=0)
    claims = [Tends(regret(T), T, 0), Scales(1 + T * regret(T), T, 0), Tends(regret(T) / T, T, 0)]
    readings = answers(claims, given=[Eq(x[0], 1)], setting=game, method=Method(Eq(x[t + 1], x[t])))
    assert [r.verdict for r in readings] == [Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE, Verdict.SUPPORTED]


def test_what_has_a_sign_says_so():
    falling = answers([Scales(-s[t], t, 1)], method=COUNTING)[0]
    assert "the quantity is negative" in falling.reason
    assert "excludes" not in falling.reason


def test_a_single_path_of_a_walk_excludes_no_limit(monkeypatch):
    monkeypatch.setattr(runs, "POWERS", runs.POWERS[:7])
    game = OnlineGame(losses=[x[t], -x[t]], comparator=0, order="random")
    claims = [Tends((x[t] - x[0]) / t, t, value) for value in (0, 1)] + [Tends(E(Abs(x[t] - x[0])), t, 70)]
    readings = answers(claims, setting=game, method=Method(Eq(x[t + 1], x[t] - grad(x[t]))))
    assert all("excludes" not in r.reason for r in readings)
    assert [r.verdict for r in readings[1:]] == [Verdict.INCONCLUSIVE] * 2


def test_a_step_that_depends_on_the_horizon_runs_once_for_each(monkeypatch):
    monkeypatch.setattr(runs, "POWERS", runs.POWERS[:7])
    rising = Method(Eq(s[t + 1], s[t] + 1 / sqrt(T)), start={s[0]: 0}, on_the_line=True)
    readings = answers([Scales(s[T], T, Rational(1, 2)), Scales(s[T], T, 1)], method=rising)
    assert [r.verdict for r in readings] == [Verdict.SUPPORTED, Verdict.INCONCLUSIVE]


def test_linear_convergence_is_no_power_of_t_and_has_the_right_limit(monkeypatch):
    monkeypatch.setattr(runs, "POWERS", runs.POWERS[:7])
    claims = [Scales(GAP, t, -1), Tends(GAP, t, 0), Tends(GAP, t, Rational(1, 1000)), Tends(GAP, t, L)]
    given = [Smooth(L), StronglyConvex(mu), eta <= 1 / L]
    readings = answers(claims, effort=Effort(families=("quadratic", "huber")), given=given, method=GradientDescent(step=eta))
    assert [r.verdict for r in readings] == [Verdict.INCONCLUSIVE, Verdict.SUPPORTED, Verdict.INCONCLUSIVE, Verdict.INCONCLUSIVE]
    assert all("which excludes" in r.reason for r in readings if r.verdict is Verdict.INCONCLUSIVE)
    assert readings[0].reason.count("{") == 0


def test_a_mean_is_followed_over_groups_of_seeds(monkeypatch):
    monkeypatch.setattr(runs, "POWERS", runs.POWERS[:8])
    distance = E(norm_sq(x[t] - x_star))
    given = [Quadratic(), StronglyConvex(mu), Smooth(mu)]
    claims = [Scales(distance, t, -1), Scales(distance, t, Rational(-1, 2)), Scales(distance, t, -2), Tends(distance, t, 0), Tends(distance, t, 1)]
    method = SGD(step=1 / (mu * (t + 1)))
    readings = answers(claims, effort=Effort(families=("quadratic",)), given=given, method=method)
    assert [r.verdict is Verdict.SUPPORTED for r in readings] == [True, False, False, True, False]
    assert all(r.growth.seeds == 512 for r in readings)


def test_a_constant_step_leaves_a_floor_that_no_limit_zero_survives(monkeypatch):
    monkeypatch.setattr(runs, "POWERS", runs.POWERS[:7])
    given = [Quadratic(), Smooth(L), StronglyConvex(L), Eq(eta, 1 / (2 * L))]
    claims = [Tends(E(norm_sq(x[t] - x_star)), t, 0), Tends(norm_sq(x[t] - x_star), t, 0)]
    for reading in answers(claims, effort=Effort(families=("quadratic",)), given=given, method=SGD(step=eta)):
        assert reading.verdict is Verdict.INCONCLUSIVE


def test_a_false_limit_of_a_game():
    game = OnlineGame(losses=[x[t], -x[t]], domain=(-1, 1), comparator=1)
    descent = Method(Eq(x[t + 1], project(x[t] - grad(x[t]) / sqrt(t + 1))))
    inside = [x[0] <= 1, x[0] >= -1]
    readings = answers([Tends(regret(T) / T, T, 0), Tends(regret(T) / T, T, 1)], given=inside, setting=game, method=descent)
    assert [r.verdict for r in readings] == [Verdict.SUPPORTED, Verdict.INCONCLUSIVE]
    assert "which excludes 1" in readings[1].reason


def test_no_problem_is_no_answer():
    claim = Tends(GAP, t, 0)
    reading = answers([claim], effort=Effort(families=("zigzag",)), given=[Quadratic(), Smooth(L)], method=GradientDescent(step=1 / L))[0]
    assert reading.verdict is Verdict.NOT_APPLICABLE
    nested = Scales(Sum(Sum(s[k], (k, 0, T)), (t, 0, T)), T, 3)
    assert answers([nested], method=COUNTING)[0].verdict is Verdict.NOT_APPLICABLE


def test_the_interval_is_in_the_plain_data():
    readings = answers([Scales(s[t], t, 2), Tends(s[t], t, 3)], method=COUNTING)
    slope, limit = (experiment_json(r, 1e-6, False) for r in readings)
    assert slope["limit"] is None
    assert limit["slope"] is None
    assert slope["slope"]["low"] <= 1 <= slope["slope"]["high"] < 2
    assert (slope["slope"]["claimed"], slope["slope"]["over"], slope["slope"]["tolerance"]) == ("2", "t", 0.05)
    assert slope["slope"]["low"] <= slope["slope"]["fitted"]["low"] == pytest.approx(1, abs=0.01)
    assert (limit["limit"]["claimed"], limit["limit"]["fitted"]) == ("3", None)
    assert slope["sharpness"] is None
    assert slope["cases"] >= 1
