"""Slopes with their errors, and the octaves they are fitted to: the smallest sizes are dropped by a rule, where lower-order terms still show.

The rule is fixed before anything is measured. From the least size on, a parabola is fitted to log quantity against log size, one for each seed
or group of seeds; its bend, told as the change of the slope from the first half of the sizes to the second, has a t-interval over them. The smallest
octave is kept only if this interval lies within STRAIGHT of zero, and all values are positive; else it is dropped, as long as LEAST octaves are left.
So noise never keeps an octave that bends: of series that bend by STRAIGHT or more, a share of 1 - CONFIDENCE at most keeps one, over all looks and
both envelopes together. If the last LEAST octaves are not known to be straight either, or bend by more than NEGLIGIBLE beyond their error, dropping
need not have helped: then no power fits where the slope changes over all the octaves.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from checkers.experiment.scaling.series import Series

CONFIDENCE = 0.99
"""The two-sided level of the t-intervals."""

LEAST, STRAIGHT, NEGLIGIBLE = 4, 0.04, 0.01
"""How many octaves are always fitted; by how much a slope may change over more of them; and over these without being said to."""

ROUNDING, DUST = 1e-11, 1e-20
"""Below ROUNDING of the terms, or DUST of the largest terms at any size, a value is rounding."""

Interval = tuple[float, float]


def interval(samples: np.ndarray, confidence: float = CONFIDENCE) -> Interval:
    """The t-interval of the mean of samples (S,); the value itself where there is one."""
    mean, count = float(samples.mean()), len(samples)
    half = float(stdtrit(count - 1, (1 + confidence) / 2) * samples.std(ddof=1) / np.sqrt(count)) if count > 1 else 0.0
    return mean - half, mean + half


def slopes(sizes: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Least-squares slopes of log values (S, n) against log sizes (n,) : (S,)."""
    along = np.log(sizes) - np.log(sizes).mean()
    return np.asarray(np.log(values) @ along / (along @ along))


def bends(sizes: np.ndarray, values: np.ndarray) -> np.ndarray:
    """By how much the slope of the least-squares parabola of log values (S, n) changes over half of the log sizes (n,) : (S,)."""
    along = np.log(sizes) - np.log(sizes).mean()
    square = along**2 - (along**2).mean()
    square = square - along * (square @ along) / (along @ along)
    return np.asarray(np.log(values) @ square / (square @ square) * (along[-1] - along[0]))


def floors(series: Series) -> np.ndarray:
    """What rounding may leave of a zero : (S, n, K)."""
    return np.asarray(np.maximum(ROUNDING * series.terms, DUST * np.nanmax(series.terms, axis=(1, 2), keepdims=True)))


def envelopes(series: Series, used: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The largest and the least values around each of the sizes `used`, brought to its level by the claimed power : (S, n') each."""
    level = series.values[:, used] * (series.sizes[used, None] / series.window[used]) ** float(series.stated[0])
    return level.max(axis=2), level.min(axis=2)


@dataclass(frozen=True)
class Fitted:
    """The least size that a slope is fitted from, the sizes dropped below it, and why; whether the others may bend all the same."""

    first: int
    dropped: tuple[int, ...] = ()
    reason: str = ""
    bent: bool = False


def settled(series: Series) -> Fitted:
    """The sizes that a slope is fitted to."""
    long = series.sizes[-1] >= 2**LEAST * series.sizes
    open_ = [int(size) for size in series.sizes[series.fitted & long]] or [series.first]
    confidence, reason = 1 - (1 - CONFIDENCE) / (2 * len(open_)), ""
    for number, size in enumerate(open_):
        used = series.sizes >= size
        if not (series.values > floors(series))[:, used].all():
            reason = "where the quantity is not positive yet"
            continue
        found = [interval(bends(series.sizes[used], envelope), confidence) for envelope in envelopes(series, used)]
        low, high = min(low for low, _ in found), max(high for _, high in found)
        straight = -STRAIGHT <= low <= high <= STRAIGHT
        if size == open_[-1]:
            bent = any(low > NEGLIGIBLE or high < -NEGLIGIBLE for low, high in found)
            return Fitted(size, tuple(open_[:-1]), reason, bent or not straight)
        if straight:
            return Fitted(size, tuple(open_[:number]), reason)
        reason = f"where the slope may still change, by {low:.2g} to {high:.2g} over half of the octaves"
    return Fitted(open_[0])
