"""Known sequences: their own exponents and limits are found consistent, every other one is excluded or left open."""

import numpy as np
import pytest

from checkers.experiment.scaling.judge import interval, scales, slopes, tends, worst
from checkers.experiment.scaling.series import Series

SIZES = 2.0 ** np.arange(4, 13)


def series(values, stated, terms=None):
    rows = np.atleast_2d(np.asarray(values, dtype=float))
    sized = np.abs(rows) if terms is None else np.broadcast_to(np.asarray(terms, dtype=float), rows.shape)
    return Series("family", "here", "t", SIZES.astype(int), 64, rows, sized, np.full(rows.shape, float(stated)))


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
    assert "only a positive one" in scales(series(values, -1)).reason
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
    ("logarithmic", 2 + 1 / np.log(SIZES), 2),
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


def test_an_excluding_opinion_is_told_first():
    vague, excluding = scales(series(np.where(SIZES > 1000, np.nan, 1), 0)), scales(series(1 / SIZES, 0))
    assert worst([scales(series(1 / SIZES, -1)), vague, excluding]) is excluding
    assert worst([scales(series(1 / SIZES, -1))]) is None
