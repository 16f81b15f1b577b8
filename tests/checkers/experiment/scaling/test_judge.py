"""Known sequences: their own exponents and limits are found consistent, every other one is excluded or left open."""

import numpy as np
import pytest

from checkers.experiment.scaling.judge import scales, tends, worst
from checkers.experiment.scaling.octaves import interval, slopes
from checkers.experiment.scaling.series import Series

SIZES = 2.0 ** np.arange(4, 13)


def series(values, stated, terms=None, drawn=False):
    """A series of values (n,) or (S, n), one for each of the sizes."""
    rows = np.atleast_2d(np.asarray(values, dtype=float))
    return wide(rows[:, :, None], SIZES[:, None], stated, terms, drawn)


def wide(values, window, stated, terms=None, drawn=False):
    """A series of values (S, n, K) at a window of sizes."""
    sized = np.abs(values) if terms is None else np.broadcast_to(np.asarray(terms, dtype=float), values.shape)
    first = np.full(len(values), float(stated))
    return Series("family", "here", "t", SIZES.astype(int), window.astype(int), window.shape[1], 64, values, sized, first, drawn=drawn)


def around(function, stated, terms=None):
    """A series of a function of the size, at twelve successive sizes around each."""
    window = SIZES[:, None] + np.arange(-5, 7)
    return wide(function(window)[None], window, stated, terms)


@pytest.mark.parametrize("exponent", [-4, -2, -1, -0.5, 0, 0.5, 3])
def test_a_power_has_its_own_exponent_and_no_other(exponent):
    values = 3 * SIZES**exponent
    assert scales(series(values, exponent)).consistent
    for wrong in (exponent - 0.5, exponent + 0.5, exponent + 0.06, exponent - 0.06):
        opinion = scales(series(values, wrong))
        assert not opinion.consistent
        assert opinion.excluding
        assert opinion.low <= exponent <= opinion.high


def test_a_lower_order_term_leaves_the_leading_exponent():
    assert scales(series(1 / SIZES + 1 / SIZES**2, -1)).consistent
    assert scales(series(SIZES + 2 * np.sqrt(SIZES), 1)).consistent
    assert scales(series(SIZES + 2 * np.sqrt(SIZES), 0.5)).excluding


def test_a_logarithm_is_not_taken_for_a_power():
    for claimed in (-1, -0.85):
        assert not scales(series(np.log(SIZES) / SIZES, claimed)).consistent
    assert scales(series(np.log(SIZES) / SIZES, -1)).excluding


def test_a_changing_slope_fits_no_power():
    bent = SIZES**-0.5 + SIZES**0.5 / 500
    for claimed in np.arange(-1, 1.1, 0.1):
        assert not scales(series(bent, claimed)).consistent


def test_geometric_decay_excludes_every_power():
    for rate in (0.5, 0.9, 0.99):
        opinion = scales(series(rate**SIZES, -1, terms=1))
        assert not opinion.consistent
        assert opinion.excluding
        assert "excludes" in opinion.reason


def test_what_has_no_slope_says_so():
    values = 1 / SIZES
    values[-1] = -1
    assert "the quantity is negative, -1 at t = 4096" in scales(series(values, -1)).reason
    assert "negative" in scales(series(-SIZES, 1)).reason
    values[-1] = np.nan
    assert "no finite value" in scales(series(values, -1)).reason
    assert scales(series(np.zeros(9), -1, terms=1)) is None
    assert scales(series(np.full(9, 1e-17), 0, terms=1)) is None


def test_seeds_widen_the_interval_and_too_few_or_too_wild_ones_decide_nothing():
    stream = np.random.Generator(np.random.Philox(key=[1, 2]))
    quiet = SIZES**-0.5 * np.exp(0.02 * stream.standard_normal((16, 9)))
    wild = SIZES**-0.5 * np.exp(1.5 * stream.standard_normal((8, 9)))
    assert scales(series(quiet, -0.5)).consistent
    assert scales(series(quiet, -1)).excluding
    opinion = scales(series(wild, -0.5))
    assert not opinion.consistent
    assert "only known" in opinion.reason


def test_slopes_and_their_interval_are_those_of_the_textbook():
    assert slopes(SIZES, np.stack([SIZES**2, 5 / SIZES])) == pytest.approx([2, -1])
    assert interval(np.array([1.0, 2.0, 3.0])) == pytest.approx((2 - 9.92484320 / 3**0.5, 2 + 9.92484320 / 3**0.5))
    assert interval(np.array([1.5])) == (1.5, 1.5)


LIMITS = [
    ("algebraic", 1 + 1 / SIZES, 1),
    ("from below", 1 - 2 / np.sqrt(SIZES), 1),
    ("a logarithm beside a root", 1 + np.log(SIZES) / np.sqrt(SIZES), 1),
    ("geometric", 1 + 0.9**SIZES, 1),
    ("alternating", 1 + np.array([1, -1] * 4 + [1]) / SIZES, 1),
    ("constant", np.full(9, 2.0), 2),
]


@pytest.mark.parametrize(("values", "limit"), [c[1:] for c in LIMITS], ids=[c[0] for c in LIMITS])
def test_a_limit_is_approached_and_false_ones_are_not(values, limit):
    assert tends(series(values, limit, terms=3)).consistent
    for wrong in (limit + 1, limit - 0.75, limit / 2):
        assert not tends(series(values, wrong, terms=3)).consistent


@pytest.mark.parametrize("wrong", [1.0001, 1.0003, 1.0005, 1.01, 0.9999, 0.5])
def test_a_false_limit_beside_the_true_one_is_excluded(wrong):
    opinion = tends(series(1 + 1 / SIZES, wrong))
    assert opinion.excluding
    assert opinion.low <= 1 <= opinion.high


def test_what_oscillates_or_grows_has_no_limit():
    for values in (np.sin(SIZES), SIZES, np.array([1.0, -1.0] * 4 + [1.0])):
        for claimed in (0, 0.5, 3):
            assert not tends(series(values, claimed)).consistent
    assert "no finite value" in tends(series(np.where(SIZES > 1000, np.inf, 0), 0)).reason


def test_a_mean_that_noise_hides_shows_no_limit():
    stream = np.random.Generator(np.random.Philox(key=[3, 4]))
    assert not tends(series(stream.standard_normal((8, 9)), 0)).consistent
    assert tends(series((1 + 0.1 * stream.standard_normal((8, 9))) / SIZES, 0, terms=1)).consistent


GROWING = [
    ("t", SIZES, 5000),
    ("t^2", SIZES**2 / 10**6, 20),
    ("sqrt t", np.sqrt(SIZES), 70),
    ("sqrt t, farther", np.sqrt(SIZES), 150),
    ("-sqrt t", -np.sqrt(SIZES), -80),
    ("log t", np.log(1 + SIZES), 9),
    ("log t, farther", np.log(1 + SIZES), 15),
    ("harmonic numbers", np.array([sum(1 / k for k in range(1, int(n) + 1)) for n in SIZES]), 9),
    ("log log t", np.log(np.log(SIZES)), 2.3),
    ("1/log t, beside its limit", 1 / np.log(SIZES), 1 / 20),
]


@pytest.mark.parametrize(("values", "ahead"), [c[1:] for c in GROWING], ids=[c[0] for c in GROWING])
def test_a_number_ahead_of_steps_that_do_not_shrink_is_no_limit(values, ahead):
    for rows in (values, values * np.linspace(0.999, 1.001, 8)[:, None]):
        opinion = tends(series(rows, ahead))
        assert not opinion.consistent
        assert "no limit is seen" in opinion.reason
        assert not opinion.excluding
        assert "excludes" not in opinion.reason


def test_a_limit_that_is_approached_like_one_over_a_logarithm_stays_undecided():
    for limit in (0, 2):
        assert not tends(series(limit + 1 / np.log(SIZES), limit, terms=3)).consistent


def test_only_an_extrapolation_excludes_a_limit_and_chance_allows_none():
    values = 1 + 1 / SIZES
    assert tends(series(values, 0)).excluding
    for opinion in (tends(series(values, 0, drawn=True)), tends(series(np.stack([values, values]), 0, drawn=True)), tends(series(np.sin(SIZES), 0))):
        assert not opinion.consistent
        assert not opinion.excluding
        assert "excludes" not in opinion.reason
        assert "does not fall" in opinion.reason
    assert tends(series(np.full(9, 2.0), 1)).excluding


@pytest.mark.parametrize("period", range(2, 13))
def test_no_period_hides_between_the_sizes(period):
    for phase in range(period):

        def once(n, phase=phase):
            return (n % period == phase).astype(float)

        assert not tends(around(once, 0, terms=1)).consistent
        assert not tends(around(once, 1, terms=1)).consistent
        assert not scales(around(lambda n: 1 + n * once(n), 1)).consistent
        assert not scales(around(lambda n: 1 + n * once(n), 0)).consistent
        assert not scales(around(lambda n: n * once(n), 1)).consistent
        assert not scales(around(lambda n: 2 + n * (1 - 2 * once(n)) - n, 0)).consistent
        assert scales(around(lambda n: n * (1 + once(n)), 1)).consistent
        assert tends(around(lambda n: once(n) / n, 0, terms=1)).consistent


@pytest.mark.parametrize("exponent", [-3, -1, -0.5, 0, 0.5, 1, 4])
def test_the_window_leaves_the_exponent_of_a_power(exponent):
    opinion = scales(around(lambda n: 3 * n**exponent, exponent))
    assert opinion.consistent
    assert (opinion.low, opinion.high) == pytest.approx((exponent - 0.05, exponent + 0.05))
    assert scales(around(lambda n: 3 * n**exponent, exponent + 0.2)).excluding


def test_a_number_ahead_of_one_phase_alone_is_no_limit_either():
    assert not tends(around(lambda n: (n % 2) * (70 - np.sqrt(n)), 0)).consistent
    assert not tends(around(lambda n: (n % 2) * np.log((n + 1) / 10**4), 0)).consistent


def test_the_envelope_that_misses_is_named():
    assert "largest values nearby" in scales(around(lambda n: 1 + n * (n % 2), 0)).reason
    assert "least values nearby" in scales(around(lambda n: 1 + n * (n % 2), 1)).reason


def test_an_excluding_opinion_is_told_first():
    vague, excluding = scales(series(np.where(SIZES > 1000, np.nan, 1), 0)), scales(series(1 / SIZES, 0))
    assert worst([scales(series(1 / SIZES, -1)), vague, excluding]) is excluding
    assert worst([scales(series(1 / SIZES, -1))]) is None
