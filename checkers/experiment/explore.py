"""Exploring in floats: batches of cases are run, and every claim is measured at every step and horizon that it speaks of.

What comes back are proposals: apparent violations and near ties, which are decided exactly elsewhere, and the largest share of the
bound that was used.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from checkers.experiment.case import Case
from checkers.experiment.decide import Spot
from checkers.experiment.engine import batch_of, group_key, prepared, simulate, starts
from checkers.experiment.margins import Margins, grids, margins
from checkers.experiment.moments import with_second_moment
from checkers.experiment.run import Run
from problems.float64 import Float64
from theorems.language import Theorem
from theorems.normal_form import NormalForm

NEAR = 1e-10
"""Margins within this share of the size of the terms are near ties."""

LARGEST_BATCH = 1_500_000
"""Numbers that the trajectories of one batch may hold."""


@dataclass(frozen=True)
class Proposal:
    """One case at one spot, with its margin relative to the size of the claim's terms there, and to the largest size on the case's run."""

    case: Case
    spot: Spot
    relative: float
    visible: float = 0.0


@dataclass(frozen=True)
class Finding:
    """What one case showed for one claim: apparent violations (the earliest, the largest), a near tie, the most of the bound used."""

    case: Case
    violations: tuple[Proposal, ...]
    near_tie: Proposal | None
    used: float | None
    used_at: Spot | None
    compared: int


def explored(theorem: Theorem, forms: Sequence[NormalForm], cases: Iterable[Case], allowed: Callable[[Case], bool]) -> Iterator[list[Finding | None]]:
    """For each case, in order of its batch, one finding for each claim (None where the claim has no value on the case).

    `allowed` says whether a case whose constants its own run has completed still meets `given`.
    """
    m = Float64()
    for batch in batches(theorem, cases):
        with m.scope(), np.errstate(all="ignore"):
            run = simulate(theorem, prepared(theorem, batch, m), starts(batch, m), _horizon(theorem, batch[0]))
            completed = with_second_moment(theorem, batch, run)
            measured = [margins(form, run, positions(theorem, form, run)) for form in forms]
        for number, case in enumerate(completed):
            if case is not None and (case is batch[number] or allowed(case)):
                yield [_finding(theorem, form, case, found, number) for form, found in zip(forms, measured, strict=True)]


def _horizon(theorem: Theorem, case: Case) -> int | None:
    return None if theorem.method is None or theorem.method.horizon_free else case.steps


def positions(theorem: Theorem, form: NormalForm, run: Run) -> dict[object, np.ndarray]:
    """The grid of t and T that a run serves: every T up to its length, or just its own where the method depends on T."""
    if theorem.method is None:
        return grids(form, [0], [1])
    horizons = range(1, run.horizon + 1) if theorem.method.horizon_free else [run.horizon]
    return grids(form, range(run.horizon + 1), list(horizons))


def batches(theorem: Theorem, cases: Iterable[Case]) -> Iterator[list[Case]]:
    """Cases of one layout together, in batches of a size that the cases alone decide."""
    keyed = sorted(((repr(group_key(theorem, case)), number, case) for number, case in enumerate(cases)), key=lambda item: item[:2])
    for _, group in groupby(keyed, key=lambda item: item[0]):
        members = [case for _, _, case in group]
        size = max(1, min(256, LARGEST_BATCH // _numbers(theorem, members[0])))
        yield from (members[first : first + size] for first in range(0, len(members), size))


def _numbers(theorem: Theorem, case: Case) -> int:
    support = case.noise.support(case.family, case.instance) if case.noise else None
    paths = support ** (case.steps * batch_of(theorem, case)) if support else 1
    return int(paths * (case.steps + 2) * case.instance.dimension * 2)


def _finding(theorem: Theorem, form: NormalForm, case: Case, found: Margins, number: int) -> Finding | None:
    margin, scale, used, defined = (a[number if a.shape[0] > 1 else 0] for a in (found.margin, found.scale, found.used, found.defined))
    overflow = defined & np.isneginf(margin)
    defined = defined & np.isfinite(margin) & np.isfinite(scale)
    if not (defined | overflow).any():
        return None
    relative = np.divide(margin, np.where(scale > 0, scale, 1), out=np.full(margin.shape, np.inf), where=defined)
    visible = np.divide(margin, scale[defined].max(initial=0.0) or 1, out=np.zeros(margin.shape), where=defined)
    relative, visible = np.where(overflow, -1.0, relative), np.where(overflow, -1.0, visible)
    violated = defined & ((relative <= NEAR) if form.strict else (relative < -NEAR))
    violated = violated | overflow
    near = defined & ~violated & (relative <= NEAR) & (scale > 0)
    shares = np.where(defined & np.isfinite(used), used, -np.inf)
    best = _place(int(np.argmax(shares)), shares.shape)
    return Finding(
        case=case,
        violations=_violations(theorem, form, case, (relative, visible), violated),
        near_tie=_first(theorem, form, case, (relative, visible), near),
        used=float(shares[best]) if np.isfinite(shares[best]) else None,
        used_at=_spot(theorem, form, case, best, shares.shape) if np.isfinite(shares[best]) else None,
        compared=int(defined.sum()),
    )


Margin = tuple[np.ndarray, np.ndarray]
"""Margins relative to the terms at each place, and to the largest terms of the run."""


def _violations(theorem: Theorem, form: NormalForm, case: Case, margin: Margin, violated: np.ndarray) -> tuple[Proposal, ...]:
    first = _first(theorem, form, case, margin, violated)
    if first is None:
        return ()
    worst = _place(int(np.argmin(np.where(violated, margin[0], np.inf))), margin[0].shape)
    second = Proposal(case, _spot(theorem, form, case, worst, margin[0].shape), float(margin[0][worst]), float(margin[1][worst]))
    return (first,) if second.spot == first.spot else (first, second)


def _first(theorem: Theorem, form: NormalForm, case: Case, margin: Margin, marked: np.ndarray) -> Proposal | None:
    """The marked place with the shortest run: least t + T, then the first path."""
    if not marked.any():
        return None
    paths, steps, horizons = np.ogrid[tuple(slice(n) for n in marked.shape)]
    length = (steps + horizons) * marked.shape[0] + paths
    where = _place(int(np.argmin(np.where(marked, length, np.iinfo(np.int64).max))), marked.shape)
    return Proposal(case, _spot(theorem, form, case, where, marked.shape), float(margin[0][where]), float(margin[1][where]))


def _place(flat: int, shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(int(n) for n in np.unravel_index(flat, shape))


def _spot(theorem: Theorem, form: NormalForm, case: Case, where: Sequence[int], shape: Sequence[int]) -> Spot:
    """A place of the (P, t, T) grid as a path, a step and a horizon."""
    path, step, horizon = (int(n) for n in where)
    own = theorem.method is not None and not theorem.method.horizon_free
    return Spot(step, case.steps if own else horizon + 1, path if shape[0] > 1 else None)
