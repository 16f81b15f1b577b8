"""A candidate that screening has found, tried again on draws that nothing has seen: the only statistics that decide.

The case, the step and the horizon are fixed before the first fresh draw; the seeds of these draws are never used for screening. The bets of
`statistics` refute a claim `E X <= b` at its share of alpha, an exact binomial tail one about a probability. Simulation is in floats: every X is
lowered, and b raised, by a share of the size of the terms, and before a claim is refuted the runs that carry the most are repeated in balls,
which must agree. Without that the candidate stays open.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Any

import numpy as np
from flint import arb

from checkers.experiment import statistics
from checkers.experiment.case import Case
from checkers.experiment.decide import Spot
from checkers.experiment.engine import Sampling, batch_of, prepared, simulate, starts
from checkers.experiment.evaluate import Evaluator
from checkers.experiment.margins import grids, sides, steps_needed
from checkers.experiment.mean_bound import MeanBound, Sample, exact_values, mean_bound, sampled_values, signs_of
from checkers.experiment.network_draws import drawable, drawn_run
from checkers.experiment.retest import FIRST_SEED, MOST_DRAWS, Level, Retest, Streams
from checkers.experiment.run import Run
from checkers.experiment.search.scope import draws_networks
from problems.exact.arithmetic import Exact, Undecided
from problems.float64 import Float64
from theorems import words as w
from theorems.language import Theorem
from theorems.normal_form import NormalForm

FIRST_LOOK = 256
"""Draws before the first look; then the number doubles with each look."""

MOST_NUMBERS, LARGEST_CHUNK = 40_000_000, 4_000_000
"""Numbers that all runs of a candidate may hold, and numbers held at a time."""

CARRIERS = 8
"""Runs that are repeated in balls: those with the largest X, and as many of the first."""


@dataclass(frozen=True)
class Place:
    """What is tried: a claim as a bound on a mean, on one case at one step and horizon, with fresh draws."""

    theorem: Theorem
    form: NormalForm
    claim: MeanBound
    case: Case
    spot: Spot
    streams: Streams

    @property
    def grid(self) -> dict[Any, np.ndarray]:
        """The one value of t and T."""
        return grids(self.form, [self.spot.t], [self.spot.T])

    def seeds(self, first: int, count: int) -> range:
        """The seeds of fresh draws number `first`, ..."""
        return range(FIRST_SEED + first, FIRST_SEED + first + count)


def place_of(theorem: Theorem, form: NormalForm, case: Case, spot: Spot, streams: Streams) -> Place | None:
    """The place for a candidate, its run as short as the claim needs it, or None where the claim is no bound on a mean."""
    if draws_networks(theorem):
        claim = mean_bound(form, networks=True)
        return None if claim is None or not drawable(theorem, case.instance) else Place(theorem, form, claim, case, spot, streams)
    claim = mean_bound(form)
    if claim is None or case.noise is None or theorem.method is None or not theorem.method.horizon_free:
        return None
    steps = steps_needed(form, spot.t, spot.T, {n: int(case.constants[n.name]) for n in theorem.names(w.Natural)})
    return Place(theorem, form, claim, replace(case, steps=max(steps, 1)), spot, streams)


def affordable(place: Place, draws: int) -> int:
    """How many draws a candidate gets: as many as asked for, fewer where its runs are large."""
    return max(FIRST_LOOK, min(draws, MOST_DRAWS, MOST_NUMBERS // _numbers(place)))


def _numbers(place: Place) -> int:
    return int((place.case.steps + 2) * (place.case.instance.dimension * 2 + batch_of(place.theorem, place.case)))


@dataclass(frozen=True)
class _Drawn:
    """X with its rounding on each path, the bound, the width of X's range, and the claim's own two sides."""

    sample: Sample
    small: np.ndarray[Any, np.dtype[np.float64]]
    large: np.ndarray[Any, np.dtype[np.float64]]

    def first(self, count: int) -> "_Drawn":
        """The first draws."""
        s = self.sample
        return _Drawn(Sample(s.low[:count], s.high[:count], s.bound, s.within), self.small[:count], self.large[:count])


def retested(place: Place, level: Level, draws: int, confirming: bool = False) -> Retest | None:
    """Bet on fresh draws until the claim is refuted, the mean lies below the bound, or `draws` are spent; None where X is not known.

    `confirming`: spend all of them, and tell whether they confirm the claim.
    """
    seen: _Drawn | None = None
    for count in _looks(draws):
        seen = _drawn(place, seen, count)
        if seen is None:
            return None
        found = _judged(place, seen, level, count == draws)
        if found.outcome == "refuted":
            return found if _agreed(place, seen.first(found.draws)) else replace(found, outcome="open")
        if not (confirming and found.ranged) and found.mean <= found.bound:
            return found
    if confirming and seen is not None and _confirmed(place, seen, level):
        return replace(found, outcome="confirmed")
    return found


def screened_bound(place: Place) -> float:
    """The bound b as a share of the width of X's range where it has one, from two draws that no test uses."""
    found = _simulated(place, range(2))
    if found is None:
        return inf
    return found.sample.bound[1] / (found.sample.within or 1.0)


def repeated(place: Place, level: Level, draws: int) -> Retest | None:
    """The same test on exactly the first `draws` fresh draws."""
    seen: _Drawn | None = None
    for count in _looks(draws):
        seen = _drawn(place, seen, count)
        if seen is None:
            return None
    assert seen is not None
    seen = seen.first(draws)
    found = _judged(place, seen, level, True)
    refuted = found.outcome == "refuted" and found.draws == draws and _agreed(place, seen)
    return found if refuted else replace(found, outcome="open")


def _looks(draws: int) -> Iterator[int]:
    """256, 512, 1024, ... and the number itself."""
    count = FIRST_LOOK
    while count < draws:
        yield count
        count *= 2
    yield draws


def _drawn(place: Place, before: _Drawn | None, count: int) -> _Drawn | None:
    """What was drawn before and further draws up to `count`, simulated in chunks of a size that the case alone decides."""
    parts = [] if before is None else [before]
    have, chunk = 0 if before is None else len(before.small), max(1, LARGEST_CHUNK // _numbers(place))
    while have < count:
        more = _simulated(place, place.seeds(have, min(chunk, count - have)))
        if more is None or (parts and more.sample.bound != parts[0].sample.bound):
            return None
        parts.append(more)
        have += len(more.small)
    joined = [np.concatenate(arrays) for arrays in zip(*((p.sample.low, p.sample.high, p.small, p.large) for p in parts), strict=True)]
    return _Drawn(Sample(joined[0], joined[1], parts[0].sample.bound, parts[0].sample.within), joined[2], joined[3])


def _simulated(place: Place, seeds: Sequence[int]) -> _Drawn | None:
    m = Float64()
    with m.scope(), np.errstate(all="ignore"):
        run = _run(place, seeds, m)
        sample = sampled_values(place.claim, run, place.grid)
        if sample is None:
            return None
        both = sides(place.form, run, place.grid)
        small, large = (np.broadcast_to(np.asarray(m.floats(side)).reshape(-1), (len(seeds),)) for side in (both.small, both.large))
        return _Drawn(sample, small, large) if both.defined.all() else None


def _run(place: Place, seeds: Sequence[int], m: Any) -> Run:
    if draws_networks(place.theorem):
        return drawn_run(place.theorem, place.case, m, place.streams.root, place.streams.number, seeds)
    run = prepared(place.theorem, [place.case], m, Sampling(place.streams.root, place.streams.number, seeds))
    run.keep_paths = True
    return simulate(place.theorem, run, starts([place.case], m))


def _judged(place: Place, seen: _Drawn, level: Level, last: bool) -> Retest:
    """The test on all that was drawn; one about a probability decides with the last draw only."""
    bound = seen.sample.bound[1]
    if not place.claim.event:
        logs = statistics.log_wealth(seen.sample.low, bound)
        needed = statistics.first_reaching(logs, statistics.log_threshold(level.alpha, level.rank))
        used = seen if needed is None else seen.first(needed)
        return replace(_summary(place, used, level), log_e=float(logs[len(used.small) - 1]), outcome="open" if needed is None else "refuted")
    unit = seen.sample.within or 1.0
    count = int((seen.sample.low > unit / 2).sum())
    tail = statistics.at_least_so_often(count, len(seen.small), bound / unit)
    refuted = last and tail <= level.share * (1 - 1e-9)
    return replace(_summary(place, seen, level), tail=tail, outcome="refuted" if refuted else "open")


def _summary(place: Place, used: _Drawn, level: Level) -> Retest:
    mean, small, large = (float(f"{np.mean(a):.12g}") for a in (used.sample.low, used.small, used.large))
    ranged = used.sample.within is not None
    return Retest("open", place.case, place.streams, level, len(used.small), mean, used.sample.bound[1], small, large, ranged)


def _confirmed(place: Place, seen: _Drawn, level: Level) -> bool:
    """Whether draws within a proved range show that the mean lies below the bound, at the candidate's share of alpha."""
    width, bound = seen.sample.within, seen.sample.bound[0]
    if width is None or not _agreed(place, seen):
        return False
    if place.claim.event and width > 0:
        count = int((seen.sample.high > width / 2).sum())
        return statistics.at_most_so_often(count, len(seen.small), bound / width) <= level.share
    return statistics.confirms(np.clip(seen.sample.high, 0, width), bound, statistics.Range(0.0, width), level.alpha, level.rank)


def _agreed(place: Place, seen: _Drawn) -> bool:
    """Whether balls confirm b, the signs of the coefficients, and X on the runs that carry the most and on the first ones."""
    chosen = sorted({*np.argsort(-seen.sample.low, kind="stable")[:CARRIERS].tolist(), *range(min(CARRIERS, len(seen.small)))})
    signs = _signs(place)
    m = Exact(bits=192 + 4 * place.case.steps, balls=True)
    try:
        with m.scope():
            run = _run(place, [place.seeds(number, 1)[0] for number in chosen], m)
            found = exact_values(place.claim, run, place.grid, signs)
            return found is not None and _within(found, seen, chosen)
    except (Undecided, ZeroDivisionError, OverflowError, TypeError):
        return False


def _within(found: tuple[list[Any], Any], seen: _Drawn, chosen: Sequence[int]) -> bool:
    values, bound = found
    low, high = seen.sample.bound
    inside = arb(low) <= arb(bound) <= arb(high)
    known = [(x, float(seen.sample.low[n]), float(seen.sample.high[n])) for x, n in zip(values, chosen, strict=True)]
    return bool(inside) and all(_anything(a, b, seen.sample.within) or arb(a) <= arb(x) <= arb(b) for x, a, b in known)


def _anything(low: float, high: float, within: float | None) -> bool:
    """Whether X may lie anywhere in its range, as where rounding could decide an event."""
    return within is not None and low <= 0 and high >= within


def _signs(place: Place) -> tuple[bool, ...]:
    m = Float64()
    with m.scope(), np.errstate(all="ignore"):
        run = _run(place, place.seeds(0, 1), m)
        return signs_of(place.claim, Evaluator(run, place.grid, 2))
