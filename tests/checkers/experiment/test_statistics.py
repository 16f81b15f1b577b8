"""Levels hold at any stopping time, refutations need no tail assumption, confirmations need a range; against scipy.stats and closed forms."""

from math import exp, log

import numpy as np
import pytest
from scipy import stats

from checkers.experiment.statistics import (
    BETS,
    NoRangeError,
    Range,
    against_at_least,
    against_at_most,
    at_least_so_often,
    at_most_so_often,
    clopper_pearson,
    confirms,
    first_reaching,
    log_threshold,
    log_wealth,
    upper_bound,
    weight,
)

LAWS = {  # name -> (draws, mean)
    "two-point": (lambda g, n: 2.0 * (g.random(n) < 0.5), 1.0),
    "rare": (lambda g, n: 100.0 * (g.random(n) < 0.01), 1.0),
    "beta": (lambda g, n: g.beta(2, 2, n), 0.5),
    "exponential": (lambda g, n: g.exponential(1.0, n), 1.0),
    "Pareto 1.5": (lambda g, n: g.random(n) ** (-1 / 1.5), 3.0),
    "Pareto 1.1": (lambda g, n: g.random(n) ** (-1 / 1.1), 11.0),
}


def stream(*key):
    return np.random.Generator(np.random.Philox(key=key))


def refuted(law, factor, alpha, draws, seed):
    sample, mean = LAWS[law]
    return first_reaching(log_wealth(sample(stream(7, seed), draws), factor * mean), -log(alpha)) is not None


@pytest.mark.parametrize("law", LAWS)
def test_a_tight_true_claim_is_refuted_no_more_often_than_alpha(law):
    """Ville's inequality, with a look after each of 400 draws."""
    alpha, trials = 0.1, 300
    found = sum(refuted(law, 1.0, alpha, 400, seed) for seed in range(trials))
    assert stats.binomtest(found, trials, alpha, alternative="greater").pvalue > 1e-4


@pytest.mark.parametrize(("law", "factor"), [("two-point", 0.7), ("beta", 0.8), ("exponential", 0.6), ("Pareto 1.5", 0.4)])
def test_a_false_claim_is_refuted(law, factor):
    assert sum(refuted(law, factor, 1e-6, 4000, seed) for seed in range(5)) == 5


def test_betting_on_the_mean_that_is_known_too_early_would_break_the_level():
    """The test of Ville's inequality can fail: bets that see the draw they are placed on refute a true claim."""
    draws = LAWS["two-point"][0](stream(1, 1), 400)
    seen = np.cumsum(np.log1p(0.5 * (draws > 1) * (draws - 1)))
    assert first_reaching(seen, -log(0.1)) is not None


def test_the_wealth_of_a_constant_draw_is_known():
    """X = 3 b: each constant bet ends with (1 + 2 lam)^n, the first bet that follows is 0, the second 2/(1 + 4)·... at most 0.9."""
    logs = log_wealth(np.full(2, 3.0), 1.0)
    constant = sum((1 + 2 * lam) ** 2 for lam in BETS) / len(BETS)
    second = (2 / 2) / ((1 + 4) / 2)
    assert logs[1] == pytest.approx(log(0.5 * constant + 0.5 * (1 + 2 * second)))


@pytest.mark.parametrize("law", ["two-point", "rare"])
def test_the_mean_wealth_is_one_where_the_claim_is_tight(law):
    """E wealth = 1 exactly after each number of draws: over all 2^8 sequences of a two-point law, by enumeration."""
    value, p = {"two-point": (2.0, 0.5), "rare": (100.0, 0.01)}[law]
    total = 0.0
    for number in range(2**8):
        happens = np.array([(number >> k) & 1 for k in range(8)])
        total += float(np.prod(np.where(happens, p, 1 - p))) * exp(log_wealth(value * happens, 1.0)[-1])
    assert total == pytest.approx(1)


def test_a_bound_of_zero_is_refuted_by_any_positive_draw_and_by_no_other():
    assert list(log_wealth(np.array([0.0, 1e-30, 0.0]), 0.0)) == [0.0, np.inf, np.inf]
    assert log_wealth(np.zeros(1000), 0.0).max() == 0
    assert log_wealth(np.zeros(1), -1.0)[0] == np.inf


@pytest.mark.parametrize("values", [[1.0, -1e-9], [float("nan")], [[1.0]]])
def test_negative_numbers_and_no_numbers_are_refused(values):
    with pytest.raises(ValueError, match="not negative"):
        log_wealth(np.array(values), 1.0)


def test_numbers_that_overflow_are_no_trouble():
    logs = log_wealth(np.array([1e308, np.inf, 0.0, 1e-308]), 1e-300)
    assert not np.isnan(logs).any()


def test_a_signed_statistic_needs_its_proved_range_and_then_both_sides_are_tested():
    draws = stream(3, 3).uniform(-1, 1, 4000)
    with pytest.raises(ValueError, match="not negative"):
        log_wealth(draws, 0.1)
    assert first_reaching(against_at_most(draws, -0.1, low=-1), log_threshold(1e-6)) is not None
    assert first_reaching(against_at_least(draws, 0.1, high=1), log_threshold(1e-6)) is not None
    assert first_reaching(against_at_most(draws, 0.0, low=-1), log_threshold(1e-3)) is None
    assert first_reaching(against_at_least(draws, 0.0, high=1), log_threshold(1e-3)) is None


def test_the_weights_share_one_alpha():
    assert sum(weight(rank) for rank in range(1, 10_000)) == pytest.approx(1, abs=1e-3)
    assert sum(weight(rank) for rank in range(1, 10_000)) <= 1
    assert log_threshold(1e-6, 3) == pytest.approx(log(12e6))
    with pytest.raises(ValueError, match="from 1"):
        weight(0)


def test_many_true_candidates_share_one_level():
    """Eight tight true candidates, each with its own weight: the claim is refuted with probability at most alpha."""
    alpha, trials = 0.2, 150
    found = 0
    for trial in range(trials):
        draws = stream(11, trial).exponential(1.0, (8, 200))
        found += any(first_reaching(log_wealth(one, 1.0), log_threshold(alpha, k + 1)) for k, one in enumerate(draws))
    assert stats.binomtest(found, trials, alpha, alternative="greater").pvalue > 1e-4


def test_without_a_proved_range_no_sample_confirms():
    with pytest.raises(NoRangeError):
        confirms(np.zeros(10**5), 1.0, None, 0.05)
    with pytest.raises(NoRangeError):
        upper_bound(np.zeros(10**5), None, 0.05)


def test_why_a_range_is_asked_for():
    """Pareto(1.1) has mean 11; nine samples in ten of 2000 draws lie below 0.9 of it, and would confirm what is false."""
    means = np.array([LAWS["Pareto 1.1"][0](stream(5, seed), 2000).mean() for seed in range(200)])
    assert (means <= 0.9 * 11).mean() > 0.8


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (-2.0, 3.0)])
def test_a_confirmation_within_a_range_holds_its_level(low, high):
    """X on its two ends with mean m: `E X < m` is false, and confirmed at most alpha of the time; `E X < m + a third` is."""
    alpha, trials, p = 0.1, 300, 0.3
    mean = low + p * (high - low)
    samples = [low + (high - low) * (stream(13, seed).random(500) < p) for seed in range(trials)]
    found = sum(confirms(one, mean, Range(low, high), alpha) for one in samples)
    assert stats.binomtest(found, trials, alpha, alternative="greater").pvalue > 1e-4
    assert all(confirms(one, mean + (high - low) / 3, Range(low, high), 1e-3) for one in samples[:20])
    assert confirms(samples[0], high + 1, Range(low, high), 1e-9)


def test_an_upper_bound_covers_the_mean_and_is_of_the_size_of_the_best_known():
    """Above the mean in all but alpha of the samples; above Clopper and Pearson's for a frequency, which is the least there is; below Hoeffding's."""
    alpha, trials, n = 0.1, 200, 1000
    counts = [stream(17, seed).random(n) < 0.05 for seed in range(trials)]
    bounds = [upper_bound(one.astype(float), Range(0, 1), alpha) for one in counts]
    missed = sum(bound < 0.05 for bound in bounds)
    assert stats.binomtest(missed, trials, alpha, alternative="greater").pvalue > 1e-4
    for one, bound in zip(counts, bounds, strict=True):
        assert bound > clopper_pearson(int(one.sum()), n, 2 * alpha)[1]
        assert bound < one.mean() + np.sqrt(log(1 / alpha) / (2 * n))


@pytest.mark.parametrize(("count", "draws", "p"), [(0, 10, 0.3), (3, 10, 0.3), (10, 10, 0.3), (40, 2048, 0.01), (2040, 2048, 0.999)])
def test_binomial_tails_are_those_of_scipy(count, draws, p):
    assert at_least_so_often(count, draws, p) == pytest.approx(stats.binomtest(count, draws, p, alternative="greater").pvalue, rel=1e-9)
    assert at_most_so_often(count, draws, p) == pytest.approx(stats.binomtest(count, draws, p, alternative="less").pvalue, rel=1e-9)


def test_binomial_tails_at_the_ends():
    assert at_least_so_often(0, 5, 0.0) == 1
    assert at_least_so_often(1, 5, 0.0) == 0
    assert at_least_so_often(5, 5, 1.0) == 1
    assert at_most_so_often(4, 5, 1.0) == 0
    assert at_least_so_often(1, 5, -0.1) == 0
    with pytest.raises(ValueError, match="more often"):
        at_least_so_often(6, 5, 0.5)


@pytest.mark.parametrize(("count", "draws"), [(0, 20), (7, 20), (20, 20)])
def test_the_interval_is_that_of_clopper_and_pearson(count, draws):
    known = stats.binomtest(count, draws).proportion_ci(0.95, method="exact")
    assert clopper_pearson(count, draws, 0.05) == pytest.approx((known.low, known.high))
