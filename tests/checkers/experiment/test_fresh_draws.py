"""Fresh draws: false claims fall, true and tight ones stand, rounding refutes nothing, the same draws give the same answer."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from scipy import stats

from checkers.experiment import fresh_draws
from checkers.experiment.case import Case
from checkers.experiment.decide import Spot
from checkers.experiment.fresh_draws import FIRST_LOOK, affordable, place_of, repeated, retested
from checkers.experiment.retest import FIRST_SEED, Level, Streams
from problems.discovery import families
from problems.noise import Noise, two_point
from theorems.hypotheses import BoundedVariance, Smooth
from theorems.language import Average, E, Probability, Rational, T, Theorem, constants, f, f_star, grad, norm_sq, t, x
from theorems.methods import SGD
from theorems.normal_form import normal_form

L, eta, sigma, eps = constants("L eta sigma eps")
ONE, HALF = Fraction(1), Fraction(1, 2)
PARABOLA = families()["quadratic"].build((ONE,), (Fraction(0),), (Fraction(0),))
GAUSSIAN = Noise("gaussian", scale=ONE)
LEVEL = Level(1e-6, 1)


def place(claim, spot, noise=GAUSSIAN, start=0, step=HALF, root=0, instance=PARABOLA, batch=1):
    case = Case(
        instance, {"L": ONE, "eta": Fraction(step), "sigma": ONE, "eps": Fraction(1, 10)}, noise, (Fraction(start),), instance.minimisers[0], {}, 64
    )
    theorem = Theorem(given=[Smooth(L), BoundedVariance(sigma)], method=SGD(step=eta, batch=batch), claim=claim)
    return place_of(theorem, normal_form(claim), case, spot, Streams(root, 0))


def floor(share, steps=40):
    """E x_t^2 at t = `steps` from x_0 = 0 is eta sigma^2/(2 - eta) (1 - (1 - eta)^(2t)); a share of it, in the statement's own symbols."""
    return E(norm_sq(x[t])) <= share * eta * sigma**2 / (2 - eta) * (1 - (1 - eta) ** (2 * steps))


@pytest.mark.parametrize("noise", [GAUSSIAN, two_point(1, ONE)])
def test_a_false_claim_is_refuted_and_the_same_draws_refute_it_again(noise):
    where = place(floor(Rational(3, 5)), Spot(40, 1), noise)
    found = retested(where, LEVEL, 4096)
    assert found.outcome == "refuted"
    assert found.log_e >= np.log(2e6)
    assert found.left > found.right
    assert repeated(where, LEVEL, found.draws) == found
    assert repeated(where, LEVEL, found.draws - 1).outcome == "open"
    assert repeated(where, Level(1e-9, 1), found.draws).outcome == "open"


def test_a_tight_true_claim_is_refuted_at_most_at_its_level():
    """Exactly attained on x^2/2 with Gaussian noise; 200 root seeds at level 1/20, of which the first candidate has half."""
    refuted = sum(retested(place(floor(1, 8), Spot(8, 1), root=root), Level(0.05, 1), 512).outcome == "refuted" for root in range(200))
    assert stats.binomtest(refuted, 200, 0.025, alternative="greater").pvalue > 1e-4


def test_a_claim_that_is_met_with_equality_on_every_path_is_not_refuted_through_rounding():
    """f(x_1) on x^2/2 at eta = 1 with noise +-1 is 1/2 on every path, and so is its bound; the second has steps 1/3 and noise 1/10."""
    claim = E(f(x[t])) <= f_star + sigma**2 / 2
    assert retested(place(claim, Spot(1, 1), two_point(1, ONE), step=ONE), LEVEL, 4096).outcome == "open"
    scaled = E(norm_sq(x[t] - (1 - eta) * x[0])) <= (eta * sigma / 10) ** 2
    assert (
        retested(place(scaled, Spot(1, 1), two_point(1, Fraction(1, 10)), start=Fraction(1, 3), step=Fraction(1, 3)), LEVEL, 4096).outcome == "open"
    )


def test_a_bound_of_zero_is_refuted_by_one_draw():
    found = retested(place(E(norm_sq(x[t])) <= 0, Spot(3, 1)), LEVEL, 4096)
    assert (found.outcome, found.draws, found.e_value) == ("refuted", 1, None)
    still = retested(place(E(norm_sq(x[t] - x[0])) <= 0, Spot(0, 1)), LEVEL, 4096)
    assert still.outcome == "open"


def test_values_of_f_on_the_larger_side_are_tested_from_the_infimum():
    """The sharp form of SGD's bound is an equality on x^2/2; with a third less noise it is false."""
    mean = E(Average(norm_sq(grad(x[t])), (t, 0, T - 1)))
    gain = (f(x[0]) - E(f(x[T]))) / (eta * T)
    true, false = ((1 - L * eta / 2) * mean <= gain + share * L * eta * sigma**2 / 2 for share in (1, Rational(2, 3)))
    assert retested(place(true, Spot(0, 32)), LEVEL, 2048).outcome == "open"
    assert retested(place(false, Spot(0, 32)), LEVEL, 4096).outcome == "refuted"


@pytest.mark.parametrize("relation", ["at least", "at most"])
def test_probabilities_are_decided_by_the_exact_binomial_tail(relation):
    """x_1 = -eta xi from 0: |xi| > 1 with probability 0.317."""
    event = {"at least": Probability(norm_sq(x[t]) <= eta**2 * sigma**2), "at most": Probability(norm_sq(x[t]) > eta**2 * sigma**2)}[relation]
    bounds = {"at least": (Rational(68, 100), Rational(78, 100)), "at most": (Rational(32, 100), Rational(22, 100))}[relation]
    true, false = ((event >= bound if relation == "at least" else event <= bound) for bound in bounds)
    assert retested(place(true, Spot(1, 1)), LEVEL, 2048).outcome == "open"
    found = retested(place(false, Spot(1, 1)), LEVEL, 2048)
    assert (found.outcome, found.draws) == ("refuted", 2048)
    count = round(found.mean * 2048)
    assert found.tail == pytest.approx(stats.binomtest(count, 2048, 0.22, alternative="greater").pvalue, rel=1e-3)
    assert repeated(place(false, Spot(1, 1)), LEVEL, 2048) == found
    assert repeated(place(false, Spot(1, 1)), LEVEL, 100).outcome == "open"


def test_only_what_has_a_proved_range_is_confirmed():
    likely = Probability(norm_sq(x[t]) <= 9 * eta**2 * sigma**2) >= Rational(9, 10)
    assert retested(place(likely, Spot(1, 1)), LEVEL, 2048, confirming=True).outcome == "confirmed"
    assert retested(place(likely, Spot(1, 1)), LEVEL, 2048).outcome == "open"
    loose = floor(5)
    assert retested(place(loose, Spot(40, 1)), LEVEL, 2048, confirming=True).outcome == "open"


def test_a_true_probability_is_confirmed_no_more_often_than_alpha():
    """P(|xi| <= 1) = 0.6827, so `>= 0.683` is false by little: confirming it is the error that the level bounds."""
    claim = Probability(norm_sq(x[t]) <= eta**2 * sigma**2) >= Rational(683, 1000)
    confirmed = sum(retested(place(claim, Spot(1, 1), root=root), Level(0.05, 1), 512, confirming=True).outcome == "confirmed" for root in range(100))
    assert stats.binomtest(confirmed, 100, 0.025, alternative="greater").pvalue > 1e-4


def test_fresh_draws_are_not_those_of_screening(monkeypatch):
    seen = []
    original = fresh_draws.prepared
    monkeypatch.setattr(fresh_draws, "prepared", lambda theorem, cases, m, sampling: seen.append(sampling) or original(theorem, cases, m, sampling))
    retested(place(floor(1), Spot(4, 1)), LEVEL, 512)
    assert all(sampling.seeds[0] >= FIRST_SEED for sampling in seen)
    assert seen[0].seeds == range(FIRST_SEED, FIRST_SEED + FIRST_LOOK)


def test_the_answer_does_not_depend_on_how_much_is_simulated_at_a_time(monkeypatch):
    where = place(floor(Rational(3, 5)), Spot(40, 1))
    whole = retested(where, LEVEL, 4096)
    monkeypatch.setattr(fresh_draws, "LARGEST_CHUNK", 5000)
    parts = retested(where, LEVEL, 4096)
    assert (parts.outcome, parts.draws) == (whole.outcome, whole.draws)
    assert parts.log_e == pytest.approx(whole.log_e, rel=1e-9)


def test_what_balls_do_not_confirm_stays_open(monkeypatch):
    """Floats that have gone wrong: X raised by a ten-millionth on every path."""
    where = place(floor(Rational(3, 5)), Spot(40, 1))
    original = fresh_draws.sampled_values

    def wrong(claim, run, grid):
        found = original(claim, run, grid)
        return replace(found, low=found.low * (1 + 1e-7), high=found.high * (1 + 1e-7))

    monkeypatch.setattr(fresh_draws, "sampled_values", wrong)
    assert retested(where, LEVEL, 4096).outcome == "open"
    monkeypatch.undo()
    monkeypatch.setattr(fresh_draws, "exact_values", lambda *a: None)
    assert retested(where, LEVEL, 4096).outcome == "open"


def test_a_claim_without_a_mean_or_randomness_has_no_place():
    assert place(f(x[0]) <= L, Spot(0, 1)) is None
    assert place(floor(1), Spot(4, 1), noise=None) is None
    assert retested(place(E(norm_sq(x[t])) <= eta * E(norm_sq(x[t + 1])), Spot(4, 1)), LEVEL, 512) is None


def test_large_runs_get_fewer_draws():
    where = place(floor(1), Spot(4, 1))
    assert affordable(where, 2048) == 2048
    long = replace(where, case=replace(where.case, steps=10**6))
    assert affordable(long, 2048) == FIRST_LOOK
    assert affordable(where, 10**9) <= 2**16
