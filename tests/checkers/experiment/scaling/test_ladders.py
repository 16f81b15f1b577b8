"""Ladders with a method: runs from drawn starts at every size, to a given step or to where they end; the networks' own ladders."""

from dataclasses import replace
from fractions import Fraction
from math import exp

import numpy as np
import pytest

from checkers.experiment.reader import read
from checkers.experiment.reading import Effort
from checkers.experiment.scaling import rungs, widths
from checkers.verdict import Verdict
from problems.discovery import families
from problems.float64 import Float64
from problems.instance import stacked
from theorems.catalogue import load, lookup
from theorems.deep_networks import Network, features_norm
from theorems.hypotheses import Smooth
from theorems.language import Abs, E, Eq, Ladder, Rational, Scales, T, Tends, Theorem, constants, f, grad, naturals, norm, norm_sq, points, t, x
from theorems.methods import GradientDescent

L, eta = constants("L eta")
m = naturals("m")
ONE, ZERO = Fraction(1), Fraction(0)


GIVEN = (Smooth(L), m * f(x[0]) >= 0, Eq(eta, Rational(1, 2)))


def answers(claims, given=GIVEN, until=None, start="independent"):
    setting = Ladder(over=m, start=start, until=until)
    return read(Theorem(claim=claims, given=list(given), method=GradientDescent(step=eta), setting=setting), (), Effort(instances=4))


@pytest.fixture
def quadratics(monkeypatch):
    """A scale ladder on x^2/2 whose start is about 1/m; with eta = 1/2 each step halves it."""

    def draw(size, stream):
        return families()["quadratic"].build((ONE,), (ZERO,), (ZERO,)), (Fraction(exp(0.02 * stream.standard_normal()) / size),)

    family = replace(families()["quadratic"], ladders={("scale", "independent"): (draw,)})
    monkeypatch.setattr(widths, "matching_families", lambda *arguments: {"quadratic": family})


def test_a_step_of_the_method_is_followed_over_the_size(quadratics):
    true = [
        Scales(norm(x[1]), m, -1),
        Scales(norm(x[3] - x[1]), m, -1),
        Scales(f(x[2]) / f(x[0]), m, 0),
        Tends(f(x[2]) / f(x[0]), m, Rational(1, 16)),
    ]
    assert [r.verdict for r in answers([*true, Scales(E(f(x[1])), m, -2)])] == [Verdict.SUPPORTED] * 5
    for reading in answers([Scales(norm(x[1]), m, 0), Scales(f(x[2]) / f(x[0]), m, -1)]):
        assert reading.verdict is Verdict.INCONCLUSIVE
        assert "which excludes" in reading.reason


def test_a_run_ends_at_the_first_step_that_meets_until(quadratics):
    """f falls to a quarter at each step: to a thousandth within five, and below 10^-6 after a number of steps that falls
    with log m."""
    claims = [Scales(f(x[T]) / f(x[0]), m, 0), Tends(f(x[T]) / f(x[0]), m, Rational(1, 1024)), Tends(f(x[T - 1]) / f(x[0]), m, Rational(1, 256))]
    assert [r.verdict for r in answers(claims, until=f(x[t]) <= f(x[0]) / 1000)] == [Verdict.SUPPORTED] * 3
    late = answers([Scales(f(x[T]), m, -2), Scales(f(x[T]), m, 0)], until=f(x[t]) <= f(x[0]) / 10**9)
    assert [r.verdict for r in late] == [Verdict.SUPPORTED, Verdict.INCONCLUSIVE]
    assert answers([Scales(T, m, 0)], until=f(x[t]) * 10**6 <= 1)[0].verdict is Verdict.INCONCLUSIVE


def test_a_run_that_does_not_end_says_so(quadratics, monkeypatch):
    monkeypatch.setattr(rungs, "MOST", 128)
    [reading] = answers([Scales(norm(x[T]), m, -1)], until=f(x[t]) <= -1)
    assert reading.verdict is Verdict.INCONCLUSIVE
    assert "at m = 16 a run has not met `until` after 128 steps" in reading.reason


def test_no_family_draws_what_is_asked_for(quadratics):
    assert answers([Scales(norm(x[1]), m, -1)], start="antisymmetric")[0].verdict is Verdict.NOT_APPLICABLE
    tight = (Smooth(L), m * f(x[0]) >= 1)
    assert answers([Scales(norm(x[1]), m, -1)], given=tight)[0].verdict is Verdict.NOT_APPLICABLE


def test_the_reason_and_the_data_tell_which_octaves_are_dropped_and_why(quadratics):
    late = Abs(norm(x[1]) * (1 + 60 / m**2))
    [kept, dropped] = answers([Scales(norm(x[1]), m, -1), Scales(late, m, -1)])
    assert (kept.growth.as_json()["dropped"], kept.growth.as_json()["dropped_because"]) == (None, None)
    found = dropped.growth.as_json()
    assert found["dropped"][0] == 16
    assert found["dropped_because"].startswith("where the slope may still change")
    assert f"sizes up to m = {found['dropped'][-1]} are dropped, where" in dropped.reason


SLOPES = {"mup-scaling": (0, 0), "ntk-scaling": (0, -0.5), "standard-scaling": (1, -0.5)}


@pytest.mark.parametrize(("name", "exponents"), SLOPES.items())
def test_one_step_of_a_parametrised_network_by_hand(name, exponents, monkeypatch):
    """The exponents from NumPy's own gradient descent on fresh normal weights, and those of the theorem."""
    monkeypatch.setattr(widths, "SIZES", {"width": widths.WIDTHS[:5]})
    theorem = load(lookup(name)).theorem
    assert tuple(float(claim.stated) for claim in theorem.claims) == exponents
    rng, scheme = np.random.default_rng(5), name.split("-")[0]
    sizes, seen = 2 ** np.arange(6, 13), []
    for size in sizes:
        inner, outer = {"standard": (1, 1), "ntk": (1, size**-0.5), "mup": (size**0.5, size**-0.5)}[scheme]
        first, second = {"standard": (1, size**-0.5), "ntk": (1, 1), "mup": (size**-0.5, size**-0.5)}[scheme]
        w, a, z = first * rng.standard_normal((40, size, 2)), second * rng.standard_normal((40, size)), np.array([0.6, 0.8])
        h = inner * w @ z
        error = outer * np.sum(a * np.tanh(h), axis=1) - 1
        back = (error[:, None] * outer * inner * a * (1 - np.tanh(h) ** 2))[..., None] * z
        late = inner * (w - back) @ z
        output = outer * np.sum((a - error[:, None] * outer * np.tanh(h)) * np.tanh(late), axis=1)
        features = np.sqrt(np.mean((np.tanh(late) - np.tanh(h)) ** 2, axis=1))
        seen.append([np.mean(np.abs(output - 1 - error) / np.abs(error)), np.mean(features / np.abs(error))])
    assert np.polyfit(np.log(sizes), np.log(seen), 1)[0] == pytest.approx(exponents, abs=0.04)
    for reading, claim in zip(read(theorem, (), Effort()), theorem.claims, strict=True):
        assert reading.growth.low <= float(claim.stated) <= reading.growth.high


@pytest.mark.parametrize("start", ["independent", "antisymmetric"])
def test_lazy_starts_lie_at_the_distance_that_they_say(start):
    family = families()["two_layer_loss"]
    [draw] = family.ladders["scale", start]
    for alpha in (16, 1000):
        instance, point = draw(alpha, np.random.default_rng(3))
        m = Float64()
        with m.scope():
            p, u = stacked([instance], m), m.array(point, (1, 1, len(point)))
            assert 1 - 1e-5 <= 2 * alpha**2 * float(family.value(p, u, m)[0, 0]) <= 1
            outputs = family.network.outputs(p, u, m).reshape(-1)
            assert (abs(outputs).max() < 1e-15) == (start == "antisymmetric")
    assert draw(16, np.random.default_rng(3))[1] == point


@pytest.mark.slow
def test_networks_grow_in_depth_and_what_the_first_layer_gives_does_not():
    q, u = naturals("q"), points("u")
    claims = [Scales(features_norm(u, 1), q, exponent) for exponent in (0, 1)]
    kept, excluded = read(Theorem(given=[Network(m, depth=q)], setting=Ladder(u, over=q), claim=claims), (), Effort(instances=4))
    assert (kept.verdict, kept.growth.sizes) == (Verdict.SUPPORTED, widths.SIZES["depth"])
    assert excluded.verdict is Verdict.INCONCLUSIVE
    assert "which excludes 1 (Deep output, depths 4 to 128)" in excluded.reason


@pytest.mark.slow
def test_outputs_vanish_where_the_last_hidden_neurons_come_in_pairs():
    u = points("u")
    given, claims = [Network(m, depth=3)], [Scales(Abs(f(u)), m, 0), Scales(norm_sq(grad(u)), m, 0)]
    (zero, kernel) = read(Theorem(given=given, setting=Ladder(u, over=m, start="antisymmetric"), claim=claims), (), Effort(instances=4))
    assert zero.verdict is Verdict.INCONCLUSIVE
    assert "zero, or rounding" in zero.reason
    assert kernel.verdict is Verdict.SUPPORTED
