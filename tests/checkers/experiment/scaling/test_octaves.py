"""The rule that drops octaves: its level on pure powers, what it keeps and drops, and how often the interval holds the exponent."""

import numpy as np
import pytest

from checkers.experiment.scaling.judge import scales
from checkers.experiment.scaling.octaves import CONFIDENCE, LEAST, STRAIGHT, Fitted, bends, interval, settled, slopes
from checkers.experiment.scaling.series import Series

SIZES = 2.0 ** np.arange(6, 13)
ROWS = 8


def series(values, stated, window=None):
    """Values (S, n) or (S, n, K) at seven doubling sizes."""
    wide = values[:, :, None] if values.ndim == 2 else values
    sizes = SIZES[:, None] if window is None else window
    claimed = np.full(len(wide), float(stated))
    return Series("family", "here", "m", SIZES.astype(int), sizes, wide.shape[2], 64, wide, np.abs(wide), claimed, drawn=True)


def noisy(rng, exponent, noise, early=0.0, order=1.0):
    """m^p (1 + early (64/m)^order) with log-normal noise : (ROWS, 7)."""
    return SIZES**exponent * (1 + early * (64 / SIZES) ** order) * np.exp(noise * rng.standard_normal((ROWS, len(SIZES))))


def test_a_bend_is_the_change_of_the_slope_over_half_of_the_sizes():
    log = np.log(SIZES)
    parabola = np.exp(0.1 * (log - log.mean()) ** 2 - 2 * log)[None]
    assert bends(SIZES, parabola) == pytest.approx(2 * 0.1 * (log[-1] - log[0]) / 2)
    assert slopes(SIZES, parabola) == pytest.approx(-2)
    assert bends(SIZES, SIZES[None] ** 1.5) == pytest.approx(0, abs=1e-12)
    assert interval(np.array([1.0, 2.0, 4.0]), 0.5)[1] - interval(np.array([1.0, 2.0, 4.0]), 0.5)[0] == pytest.approx(
        2 * 0.81649658 * (7 / 3 / 3) ** 0.5
    )


def test_what_settles_early_keeps_all_octaves_and_what_settles_late_loses_some():
    one = np.ones((ROWS, 1))
    assert settled(series(one * SIZES**-0.5, -0.5)) == Fitted(64)
    late = settled(series(one * (1 / SIZES + 24**2 / SIZES**3), -1))
    assert (late.first, late.dropped, late.bent) == (128, (64,), False)
    assert "the slope may still change" in late.reason
    opinion = scales(series(one * (1 / SIZES + 24**2 / SIZES**3), -1))
    assert opinion.consistent
    assert opinion.dropped == late.dropped
    latest = settled(series(one * (1 / SIZES + 64**2 / SIZES**3), -1))
    assert SIZES[-1] / latest.first == 2**LEAST


def test_where_dropping_does_not_help_no_power_fits():
    for values in (np.log(SIZES) / SIZES, SIZES**-0.5 + SIZES**0.5 / 300):
        found = settled(series(np.ones((ROWS, 1)) * values, -1))
        assert (found.first, found.bent) == (256, True)
        opinions = [scales(series(np.ones((ROWS, 1)) * values, p)) for p in np.linspace(-1.2, 0.8, 21)]
        assert not any(one.consistent or one.dropped for one in opinions)


def test_sizes_at_which_nothing_is_left_are_dropped_only_at_the_lower_end():
    values = np.ones((ROWS, 1)) * SIZES
    values[:, 0] = 0
    assert settled(series(values, 1)).dropped == (64,)
    assert scales(series(values, 1)).consistent
    values[:, -2] = 0
    assert not scales(series(values, 1)).consistent


def test_one_envelope_that_bends_is_enough():
    window = SIZES[:, None] + np.arange(2)
    values = np.ones((ROWS, 1, 1)) * window
    values[:, :, 1] *= 1 + 3 * (64 / SIZES) ** 2
    assert settled(series(values, 1, window)).dropped


def test_precise_powers_keep_their_octaves_and_noisy_ones_the_least_number():
    rng = np.random.default_rng(1)
    assert sum(settled(series(noisy(rng, -0.5, 0.003), -0.5)).first == 64 for _ in range(300)) >= 297
    assert sum(settled(series(noisy(rng, -0.5, 0.3), -0.5)).first == 256 for _ in range(300)) >= 297


@pytest.mark.parametrize("noise", [0.003, 0.02, 0.1])
def test_a_bend_keeps_the_smallest_octave_no_more_often_than_the_level(noise):
    """Of 1500 parabolas that bend by STRAIGHT: three standard errors above 1 - CONFIDENCE at most."""
    rng, log, kept = np.random.default_rng(1), np.log(SIZES), 0
    for sign in (1, -1) * 750:
        parabola = np.exp(sign * STRAIGHT * (log - log.mean()) ** 2 / (log[-1] - log[0]))
        assert bends(SIZES, parabola[None]) == pytest.approx(sign * STRAIGHT)
        kept += settled(series(parabola * noisy(rng, -0.5, noise), -0.5)).first == 64
    assert kept <= 1500 * (1 - CONFIDENCE) + 3 * (1500 * (1 - CONFIDENCE)) ** 0.5


CASES = [(noise, early, order) for noise in (0.003, 0.03, 0.1) for early, order in ((0, 1), (0.5, 1), (-0.5, 1), (2, 2), (0.3, 0.5), (10, 1))]


@pytest.mark.slow
@pytest.mark.parametrize(("noise", "early", "order"), CASES)
def test_the_interval_holds_the_exponent_as_often_as_it_says(noise, early, order):
    """Whatever is dropped, over 400 draws; far exponents are excluded, and no series is consistent with them."""
    rng, held = np.random.default_rng(2), 0
    for _ in range(400):
        values = noisy(rng, -0.5, noise, early, order)
        opinion = scales(series(values, -0.5))
        held += opinion.low <= -0.5 <= opinion.high
        assert not scales(series(values, 0)).consistent
    assert held >= 400 * CONFIDENCE - 3 * (400 * (1 - CONFIDENCE)) ** 0.5
