"""Slopes and limits with their errors, and what they say of a claim: consistent with it, or not.

A slope is fitted to log quantity against log size, one for each seed or group of seeds; their t-interval, widened by TOLERANCE, must hold
the claimed exponent. A finite run shows no limit, so what does not fit is undecided, with the interval that excludes the claim. A limit that
is approached as slowly as by 1/log t is not told from growth without bound, or from a limit nearby, and stays undecided too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from checkers.experiment.scaling.octaves import ROUNDING, Interval, envelopes, floors, interval, settled, slopes
from checkers.experiment.scaling.series import Series

TOLERANCE = 0.05
"""By how much a slope may miss the claimed one at sizes that are still finite."""

WIDEST = 0.1
"""Half the length of a t-interval of slopes that still says something."""

REACHED = 1e-9
"""Below this share of the largest terms at any size a distance is none."""

LAST = 5
"""How many of the largest sizes show whether a limit is approached."""

AGREED, MISSED, FARTHER = 0.02, 0.1, 10.0
"""Two successive extrapolations agree when they differ by the share AGREED of what is still to go; they may be wrong by the share MISSED of it,
or by FARTHER times their difference."""


SHRINKING, BEYOND = 0.82, 2.0
"""Steps between doubled sizes that keep more than SHRINKING of their length show no limit; one is seen within BEYOND times where they lead."""


@dataclass(frozen=True)
class Opinion:
    """What one series says: whether it is consistent with the claim, why not, the interval that the slope or the limit is seen in, and whether
    this interval excludes the claimed number; whether the slope is `curved`; the interval of slopes `fitted`, not widened, where there is one;
    sizes `dropped` from the fit, and why."""

    series: Series
    consistent: bool
    reason: str
    low: float
    high: float
    excluding: bool = False
    curved: bool = False
    fitted: Interval | None = None
    dropped: tuple[int, ...] = ()
    dropped_because: str = ""


def scales(series: Series) -> Opinion | None:
    """The opinion on an exponent, which the largest and the least values around each size must both fit; None where the quantity is zero
    throughout, which has no slope."""
    if series.missing:
        return _nowhere(series, series.missing)
    if not (abs(series.values) > floors(series)).any() and np.isfinite(series.values[:, -1]).all():
        return None
    fitted = settled(series)
    found = _scales(replace(series, first=fitted.first))
    if fitted.bent:
        whole = _scales(series)
        if whole.curved:
            return whole
    return replace(found, dropped=fitted.dropped, dropped_because=fitted.reason)


def _scales(series: Series) -> Opinion:
    """The opinion from the sizes that are fitted."""
    used = series.fitted
    if not np.isfinite(series.values[:, used]).all():
        return _nowhere(series, "the quantity has no finite value")
    positive = series.values > floors(series)
    if not positive[:, used].all():
        return _vanished(series, positive)
    return _both(*(_slope(series, series.sizes[used], envelope) for envelope in envelopes(series, used)))


def _both(upper: Opinion, lower: Opinion) -> Opinion:
    """The opinion of both envelopes together."""
    curved = upper.curved or lower.curved
    if upper.consistent and lower.consistent:
        return replace(upper, low=min(upper.low, lower.low), high=max(upper.high, lower.high), fitted=hull(upper.fitted, lower.fitted))
    if not upper.consistent and not lower.consistent:
        return replace(lower if lower.excluding and not upper.excluding else upper, curved=curved)
    told, which = (lower, "least") if upper.consistent else (upper, "largest")
    return replace(told, reason=told.reason.replace("the slope", f"the slope of the {which} values nearby", 1), curved=curved)


def hull(*intervals: Interval | None) -> Interval | None:
    """The least interval that holds all of those that are known."""
    known = [one for one in intervals if one is not None]
    return (min(low for low, _ in known), max(high for _, high in known)) if known else None


def _slope(series: Series, sizes: np.ndarray, values: np.ndarray) -> Opinion:
    fitted, middle = slopes(sizes, values), len(sizes) // 2
    early, late = slopes(sizes[: middle + 1], values[:, : middle + 1]), slopes(sizes[middle:], values[:, middle:])
    whole = interval(fitted)
    return replace(_fit(series, whole, interval(early), interval(late), interval(late - early)), fitted=whole)


def _fit(series: Series, whole: Interval, early: Interval, late: Interval, change: Interval) -> Opinion:
    """Where the slope changes, it may change once more by as much."""
    curved = change[0] > TOLERANCE or change[1] < -TOLERANCE
    ends = (*early, *late, late[0] + min(change[0], 0), late[1] + max(change[1], 0)) if curved else whole
    low, high = min(ends) - TOLERANCE, max(ends) + TOLERANCE
    if not low <= float(series.stated[0]) <= high:
        return replace(_excluded(series, f"the slope lies in {shown(low, high)}", low, high), curved=curved)
    if curved:
        between = f"from {_number(sum(early) / 2)} to {_number(sum(late) / 2)}"
        return replace(_opinion(series, f"the slope still changes, {between}, so that no single power fits", low, high), curved=True)
    if (whole[1] - whole[0]) / 2 > WIDEST:
        return _opinion(series, f"the slope is only known to lie in {shown(low, high)}", low, high)
    return Opinion(series, True, "", low, high)


def _vanished(series: Series, positive: np.ndarray) -> Opinion:
    """A quantity that is not positive at a size that counts: it has no slope, or one below what rounding allows."""
    missing = ~positive & series.fitted[:, None]
    row, place, near = min(np.argwhere(missing).tolist(), key=lambda found: (series.window[found[1], found[2]], found[0]))
    value, size, floor = series.values[row, place, near], series.window[place, near], floors(series)[row, place, near]
    at = f"at {series.unit} = {size}"
    if value < -floor:
        return _nowhere(series, f"the quantity is negative, {_number(value)} {at}, and Scales speaks of positive ones")
    if positive[row][series.window > size].any():
        return _nowhere(series, f"the quantity is zero, or rounding, {at}, and Scales speaks of positive ones")
    before, high = place - 1, np.inf
    if before >= 0 and positive[row, before].all() and 0 < series.window[before].min() < size and floor > 0:
        least = series.window[before].argmin()
        high = float(np.log(floor / series.values[row, before, least]) / np.log(size / series.window[before, least])) + TOLERANCE
    if float(series.stated[row]) > high:
        return _excluded(series, f"the slope lies below {_number(high)}", -np.inf, high)
    return _nowhere(series, f"the quantity is zero, or rounding, {at}: it falls faster than floats can follow")


def tends(series: Series) -> Opinion:
    """The opinion on a limit: the distance to it is gone, or falls throughout the last sizes and is not ahead of steps that do not shrink."""
    if series.missing:
        return _nowhere(series, series.missing)
    values, stated = series.values[:, -LAST:], series.stated[:, None, None]
    if not np.isfinite(values).all():
        return _nowhere(series, "the quantity has no finite value")
    low, high = _last_values(values)
    size = np.nanmax(series.terms, axis=(1, 2), keepdims=True) + abs(stated)
    distance = abs(values - stated)
    if (distance[:, -3:] <= REACHED * size).all():
        return Opinion(series, True, "", low, high)
    middle, claimed = values[:, :, : series.near].mean(axis=(0, 2)), float(series.stated[0])
    ahead = None if series.drawn else _settled(values[0], float(size[0, 0, 0])) or _extrapolated(middle, float(size[0, 0, 0]))
    about = None if series.drawn else ahead or _extrapolated(middle, float(size[0, 0, 0]), SHRINKING)
    if about is not None and not about[0] <= claimed <= about[1] and not values[0, -1].min() <= claimed <= values[0, -1].max():
        return _excluded(series, f"extrapolated from {_last(series)} the limit lies in {shown(*about, 6)}", *about)
    seen = f"for {_last(series)} the quantity lies in {shown(low, high, 6)}"
    if not _falls(series.sizes[-LAST:], np.maximum(distance.max(axis=2), ROUNDING * REACHED * size[:, :, 0])):
        return _opinion(series, f"{seen}, and its distance to {{stated}} does not fall", low, high)
    ends = (values.max(axis=2).mean(axis=0), values.min(axis=2).mean(axis=0))
    if ahead is None and not _in_reach(middle, claimed) and not all(_in_reach(end, claimed) for end in ends):
        slow = "the steps between doubled sizes shrink too slowly, or not at all, so that no limit is seen near {stated}"
        return _opinion(series, f"{seen}; {slow}", low, high)
    return Opinion(series, True, "", low, high)


def _last(series: Series) -> str:
    return f"{series.unit} = {series.sizes[-3]} to {series.sizes[-1]}"


def _last_values(values: np.ndarray) -> Interval:
    """The interval of the last three values, with their error where they are means."""
    ends = [interval(envelope[:, place]) for envelope in (values.min(axis=2), values.max(axis=2)) for place in (-3, -2, -1)]
    return min(low for low, _ in ends), max(high for _, high in ends)


def _falls(sizes: np.ndarray, distance: np.ndarray) -> bool:
    """Whether the slope of the log distance is negative beyond its error and TOLERANCE, and still negative over the last sizes."""
    late = slopes(sizes[-3:], distance[:, -3:])
    nearer = len(distance) > 1 or bool((distance[0, -1] < distance[0, :-1]).all())
    return interval(slopes(sizes, distance))[1] < -TOLERANCE and float(late.mean()) < 0 and nearer


def _in_reach(values: np.ndarray, claimed: float) -> bool:
    """Whether a number ahead of steps of one sign is about where they lead; what is not ahead of them is; values (n,) at doubling sizes."""
    steps, to_go = np.diff(values)[-3:], claimed - values[-1]
    if not (steps * to_go > 0).all():
        return True
    ratio = steps[-1] / steps[-2]
    return bool(ratio <= SHRINKING and abs(to_go) <= BEYOND * abs(steps[-1]) * ratio / (1 - ratio))


def _settled(values: np.ndarray, size: float) -> Interval | None:
    """Where the values (n, K) stay, if they move no more over the last three sizes."""
    low, high = float(values[-3:].min()), float(values[-3:].max())
    return (low - REACHED * size, high + REACHED * size) if high - low <= REACHED * size else None


def _extrapolated(values: np.ndarray, size: float, shrinking: float | None = None) -> Interval | None:
    """Where steps that shrink in proportion lead, if two successive extrapolations agree, or if they shrink by a given ratio at least; values
    (n,) at doubling sizes."""
    steps = np.diff(values)
    if abs(steps[-1]) <= REACHED * size or (steps == 0).any():
        return None
    ratio = steps[1:] / steps[:-1]
    if not ((ratio[-2:] > 0) & (ratio[-2:] < 1)).all():
        return None
    before, after = (values[k] + steps[k] * ratio[k] / (1 - ratio[k]) for k in (-2, -1))
    to_go, moved = abs(values[-1] - after), abs(after - before)
    if moved > AGREED * to_go and (shrinking is None or ratio[-2:].max() > shrinking):
        return None
    half = max(MISSED * to_go, FARTHER * moved if moved > AGREED * to_go else 0)
    return float(after - half), float(after + half)


def _nowhere(series: Series, reason: str) -> Opinion:
    return _opinion(series, reason, -np.inf, np.inf)


def _excluded(series: Series, seen: str, low: float, high: float) -> Opinion:
    return Opinion(series, False, f"{seen}, which excludes {{stated}}", low, high, excluding=True)


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
