"""Slopes and limits with their errors, and what they say of a claim: consistent with it, or not.

A slope is fitted to log quantity against log size, one for each seed or group of seeds; their t-interval, widened by TOLERANCE, must hold
the claimed exponent. A finite run shows no limit, so what does not fit is undecided, with the interval that excludes the claim.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from checkers.experiment.scaling.series import Series

CONFIDENCE, TOLERANCE = 0.99, 0.05
"""The two-sided level of the t-intervals, and by how much a slope may miss the claimed one at sizes that are still finite."""

WIDEST = 0.1
"""Half the length of a t-interval of slopes that still says something."""

ROUNDING, DUST, REACHED = 1e-11, 1e-20, 1e-9
"""Below ROUNDING of the terms, or DUST of the largest terms at any size, a value is rounding; below REACHED of those a distance is none."""

LAST = 5
"""How many of the largest sizes show whether a limit is approached."""

AGREED, MISSED = 0.02, 0.1
"""Two successive extrapolations agree when they differ by this share of what is still to go; so much of it they may be wrong by."""


@dataclass(frozen=True)
class Opinion:
    """What one series says: whether it is consistent with the claim, why not, and the interval that the slope or the limit is seen in."""

    series: Series
    consistent: bool
    reason: str
    low: float
    high: float

    @property
    def excluding(self) -> bool:
        """Whether the interval excludes the claimed number."""
        return not self.consistent and bool((self.series.stated < self.low).all() or (self.series.stated > self.high).all())


def interval(samples: np.ndarray) -> tuple[float, float]:
    """The t-interval of the mean of samples (S,); the value itself where there is one."""
    mean, count = float(samples.mean()), len(samples)
    half = float(stdtrit(count - 1, (1 + CONFIDENCE) / 2) * samples.std(ddof=1) / np.sqrt(count)) if count > 1 else 0.0
    return mean - half, mean + half


def slopes(sizes: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Least-squares slopes of log values (S, n) against log sizes (n,) : (S,)."""
    along = np.log(sizes) - np.log(sizes).mean()
    return np.asarray(np.log(values) @ along / (along @ along))


def floors(series: Series) -> np.ndarray:
    """What rounding may leave of a zero : (S, n)."""
    return np.asarray(np.maximum(ROUNDING * series.terms, DUST * np.nanmax(series.terms, axis=1, keepdims=True)))


def scales(series: Series) -> Opinion | None:
    """The opinion on an exponent; None where the quantity is zero throughout, which has no slope."""
    positive = series.values > floors(series)
    if not positive.any() and np.isfinite(series.values[:, -1]).all():
        return None
    used = series.fitted
    sizes, values = series.sizes[used], series.values[:, used]
    if not np.isfinite(values).all():
        return _nowhere(series, "the quantity has no finite value")
    if not positive[:, used].all():
        return _vanished(series, positive)
    fitted, middle = slopes(sizes, values), len(sizes) // 2
    early, late = slopes(sizes[: middle + 1], values[:, : middle + 1]), slopes(sizes[middle:], values[:, middle:])
    return _fit(series, interval(fitted), interval(early), interval(late), interval(late - early))


Interval = tuple[float, float]


def _fit(series: Series, whole: Interval, early: Interval, late: Interval, change: Interval) -> Opinion:
    curved = change[0] > TOLERANCE or change[1] < -TOLERANCE
    ends = (*early, *late) if curved else whole
    low, high, stated = min(ends) - TOLERANCE, max(ends) + TOLERANCE, float(series.stated[0, -1])
    if not low <= stated <= high:
        return _opinion(series, f"the slope lies in {shown(low, high)}, which excludes {{stated}}", low, high)
    if curved:
        between = f"from {_number(sum(early) / 2)} to {_number(sum(late) / 2)}"
        return _opinion(series, f"the slope still changes, {between}, so that no single power fits", low, high)
    if (whole[1] - whole[0]) / 2 > WIDEST:
        return _opinion(series, f"the slope is only known to lie in {shown(low, high)}", low, high)
    return Opinion(series, True, "", low, high)


def _vanished(series: Series, positive: np.ndarray) -> Opinion:
    """A quantity that is not positive at a size that counts: it has no slope, or one below what rounding allows."""
    row, place = next((r, p) for p in range(len(series.sizes)) for r in range(len(positive)) if series.fitted[p] and not positive[r, p])
    value, size = series.values[row, place], series.sizes[place]
    floor = floors(series)[row, place]
    if value < -floor:
        return _nowhere(series, f"the quantity is {_number(value)} at {series.unit} = {size}, and only a positive one has a slope")
    before = place - 1
    high = np.inf
    if before >= 0 and positive[row, before] and series.sizes[before] > 0 and floor > 0:
        high = float(np.log(floor / series.values[row, before]) / np.log(size / series.sizes[before])) + TOLERANCE
    if float(series.stated[row, place]) > high:
        return _opinion(series, f"the slope lies below {_number(high)}, which excludes {{stated}}", -np.inf, high)
    return _nowhere(series, f"the quantity is zero, or rounding, at {series.unit} = {size}: it falls faster than floats can follow")


def tends(series: Series) -> Opinion:
    """The opinion on a limit: the distance to it is gone, or falls throughout the last sizes."""
    values = series.values[:, -LAST:]
    if not np.isfinite(values).all():
        return _nowhere(series, "the quantity has no finite value")
    low, high = _last_values(values)
    stated, size = series.stated[:, -LAST:], np.nanmax(series.terms, axis=1, keepdims=True) + abs(series.stated[:, -LAST:])
    distance = abs(values - stated)
    if (distance[:, -3:] <= REACHED * size[:, -3:]).all():
        return Opinion(series, True, "", low, high)
    ahead = _extrapolated(values[0], float(size[0, -1])) if len(values) == 1 else None
    if ahead is not None and not ahead[0] <= float(stated[0, -1]) <= ahead[1]:
        return _opinion(series, f"extrapolated from {_last(series)} the limit lies in {shown(*ahead, 6)}, which excludes {{stated}}", *ahead)
    if _falls(series.sizes[-LAST:], np.maximum(distance, ROUNDING * REACHED * size)):
        return Opinion(series, True, "", low, high)
    return _limit(series, low, high)


def _limit(series: Series, low: float, high: float) -> Opinion:
    seen = f"the quantity lies in {shown(low, high, 6)}"
    if low <= float(series.stated[0, -1]) <= high:
        return _opinion(series, f"the distance to {{stated}} does not fall: for {_last(series)} {seen}", low, high)
    return _opinion(series, f"for {_last(series)} {seen}, which excludes {{stated}}", low, high)


def _last(series: Series) -> str:
    return f"{series.unit} = {series.sizes[-3]} to {series.sizes[-1]}"


def _last_values(values: np.ndarray) -> Interval:
    """The interval of the last three values, with their error where they are means."""
    ends = [interval(column) for column in values[:, -3:].T]
    return min(low for low, _ in ends), max(high for _, high in ends)


def _falls(sizes: np.ndarray, distance: np.ndarray) -> bool:
    """Whether the slope of the log distance is negative beyond its error and TOLERANCE, and still negative over the last sizes."""
    late = slopes(sizes[-3:], distance[:, -3:])
    nearer = len(distance) > 1 or bool((distance[0, -1] < distance[0, :-1]).all())
    return interval(slopes(sizes, distance))[1] < -TOLERANCE and float(late.mean()) < 0 and nearer


def _extrapolated(values: np.ndarray, size: float) -> Interval | None:
    """Where steps that shrink in proportion lead, if two successive extrapolations agree; values (n,) at doubling sizes."""
    steps = np.diff(values)
    if abs(steps[-1]) <= REACHED * size or (steps == 0).any():
        return None
    ratio = steps[1:] / steps[:-1]
    if not ((ratio[-2:] > 0) & (ratio[-2:] < 1)).all():
        return None
    before, after = (values[k] + steps[k] * ratio[k] / (1 - ratio[k]) for k in (-2, -1))
    to_go = abs(values[-1] - after)
    if abs(after - before) > AGREED * to_go:
        return None
    return float(after - MISSED * to_go), float(after + MISSED * to_go)


def _nowhere(series: Series, reason: str) -> Opinion:
    return _opinion(series, reason, -np.inf, np.inf)


def _opinion(series: Series, reason: str, low: float, high: float) -> Opinion:
    return Opinion(series, False, reason, low, high)


def shown(low: float, high: float, digits: int = 4) -> str:
    """An interval in a few digits."""
    return f"[{_number(low, digits)}, {_number(high, digits)}]"


def _number(value: float, digits: int = 4) -> str:
    return f"{value:.{digits}g}"


def worst(opinions: Sequence[Opinion]) -> Opinion | None:
    """The opinion to tell: the first that excludes the claim, else the first that is not consistent with it."""
    against = [one for one in opinions if not one.consistent]
    return next((one for one in against if one.excluding), against[0] if against else None)
