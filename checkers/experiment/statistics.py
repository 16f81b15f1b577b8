"""What samples can show of a mean: refutations at a level, at any stopping time; confirmations only within a proved range.

To refute `E X <= b` for X >= 0, bet against it: a wealth of 1 is multiplied by 1 + lam (X/b - 1) at every draw, with lam in [0, 1) chosen before
the draw. If the claim is true the wealth is a nonnegative supermartingale, so by Ville's inequality it ever reaches 1/alpha with probability
at most alpha, whatever the tails of X are and whenever one stops. A statistic that is known to be at least `low` is shifted by it.

Nothing of this kind confirms a mean from below the bound: without a proved range, a value that no sample has met may carry all of it
(Bahadur & Savage, 1956). With one, X <= high, the same bets are made on high - X.
"""

from dataclasses import dataclass
from math import inf, log
from typing import Any

import numpy as np
from scipy.special import betainc, betaincinv

BETS = tuple(0.9 * 2.0**-k for k in range(12))
"""The constant bets; they hold half of the wealth, in equal parts."""

BOLDEST = 0.9
"""The largest bet that is made by what was drawn before; these bets hold the other half of the wealth."""

LARGEST = 1e100
"""Multiples of the bound beyond which a draw counts as that many; counting less never helps to refute."""

Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Range:
    """What a statistic is proved to lie between."""

    low: float
    high: float


class NoRangeError(ValueError):
    """A confirmation was asked of a sample whose range is not proved."""


def weight(rank: int) -> float:
    """The share of a claim's alpha for its candidate number `rank` = 1, 2, ...: 1/(rank (rank + 1)), which sums to 1."""
    if rank < 1:
        raise ValueError("candidates are numbered from 1")
    return 1 / (rank * (rank + 1))


def log_threshold(alpha: float, rank: int = 1) -> float:
    """The log of the wealth that refutes a claim at level alpha on its candidate number `rank`."""
    return -log(alpha) - log(weight(rank))


def log_wealth(values: Numbers, bound: float) -> Numbers:
    """The log of the wealth after each draw, from bets against E X <= bound for X >= 0: (n,).

    A bound of 0 is refuted by any positive draw, and one below 0 by X >= 0 itself.
    """
    drawn = _nonnegative(values)
    if bound < 0:
        return np.full(len(drawn), inf)
    if bound == 0:
        return np.where(np.maximum.accumulate(drawn) > 0, inf, 0.0)
    with np.errstate(over="ignore"):
        gains = np.minimum(drawn / bound, LARGEST) - 1
    constant = np.logaddexp.reduce(np.cumsum(np.log1p(np.outer(BETS, gains)), axis=1), axis=0) - log(len(BETS))
    followed = np.cumsum(np.log1p(_following(gains) * gains))
    return np.asarray(np.logaddexp(constant, followed) - log(2))


def _nonnegative(values: Numbers) -> Numbers:
    drawn = np.asarray(values, dtype=np.float64)
    if drawn.ndim != 1 or not (drawn >= 0).all():
        raise ValueError("bets are made on numbers that are not negative")
    return drawn


def _following(gains: Numbers) -> Numbers:
    """The bet at each draw that would have been best for the mean and the variance of the draws before it, begun with one gain of +-1."""
    before = np.arange(1, len(gains) + 1)
    sums = np.concatenate([[0.0], np.cumsum(gains)[:-1]]) / before
    squares = np.concatenate([[1.0], 1 + np.cumsum(gains**2)[:-1]]) / before
    return np.clip(sums / squares, 0, BOLDEST)


def against_at_most(values: Numbers, bound: float, low: float = 0.0) -> Numbers:
    """The log of the wealth against E X <= bound, for X that is proved to be at least `low`."""
    return log_wealth(np.asarray(values) - low, bound - low)


def against_at_least(values: Numbers, bound: float, high: float) -> Numbers:
    """The log of the wealth against E X >= bound, for X that is proved to be at most `high`."""
    return log_wealth(high - np.asarray(values), high - bound)


def first_reaching(logs: Numbers, threshold: float) -> int | None:
    """After how many draws a wealth has first reached a threshold, or None."""
    reached = np.asarray(logs) >= threshold
    return int(np.argmax(reached)) + 1 if reached.any() else None


def confirms(values: Numbers, bound: float, within: Range | None, alpha: float, rank: int = 1) -> bool:
    """Whether draws within a proved range show E X < bound: the wealth against E X >= bound has reached its threshold."""
    if within is None:
        raise NoRangeError("a sample confirms nothing of a mean without a proved range")
    if bound > within.high:
        return True
    return first_reaching(against_at_least(values, bound, within.high), log_threshold(alpha, rank)) is not None


def upper_bound(values: Numbers, within: Range | None, alpha: float) -> float:
    """An upper confidence bound for the mean of draws within a proved range, at level 1 - alpha: where bets against larger means succeed."""
    if within is None:
        raise NoRangeError("a sample bounds no mean from above without a proved range")
    below = _nonnegative(within.high - np.asarray(values))
    low, high = within.low, within.high
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if _constant_bets(below, within.high - middle) >= -log(alpha) else (middle, high)
    return high


def _constant_bets(drawn: Numbers, bound: float) -> float:
    """The log of the final wealth of the constant bets alone, which falls as the bound grows."""
    if bound <= 0:
        return inf if bound < 0 or (drawn > 0).any() else 0.0
    gains = np.minimum(drawn / bound, LARGEST) - 1
    return float(np.logaddexp.reduce(np.log1p(np.outer(BETS, gains)).sum(axis=1)) - log(len(BETS)))


def at_least_so_often(count: int, draws: int, probability: float) -> float:
    """The probability that an event of at most this probability happens `count` times or more in independent draws: P(Bin(n, p) >= k)."""
    if not 0 <= count <= draws:
        raise ValueError("an event cannot happen more often than it was tried")
    if count == 0 or probability >= 1:
        return 1.0
    return float(betainc(count, draws - count + 1, max(probability, 0.0)))


def at_most_so_often(count: int, draws: int, probability: float) -> float:
    """The probability that an event of at least this probability happens `count` times or fewer: P(Bin(n, p) <= k)."""
    return at_least_so_often(draws - count, draws, 1 - probability)


def clopper_pearson(count: int, draws: int, alpha: float) -> tuple[float, float]:
    """The exact confidence interval of a probability: each end is missed with probability at most alpha/2."""
    low = 0.0 if count == 0 else float(betaincinv(count, draws - count + 1, alpha / 2))
    high = 1.0 if count == draws else float(betaincinv(count + 1, draws - count, 1 - alpha / 2))
    return low, high
