"""Exploring in floats: batches of cases are run, and every claim is measured at every step and horizon that it speaks of.

What comes back are proposals: apparent violations and near ties, which are decided exactly elsewhere, and the largest share of the
bound that was used.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from checkers.experiment.case import Case
from checkers.experiment.decide import Spot
from checkers.experiment.engine import batch_of, group_key, prepared, starts
from checkers.experiment.expectation import beyond_enumeration, by_moments, numbers, propagated
from checkers.experiment.margins import Margins, grids, margins
from checkers.experiment.moments import with_second_moment
from checkers.experiment.run import FOREVER, NotRun, Run
from checkers.experiment.torch_runs import simulate
from problems.float64 import Float64
from theorems.language import Theorem
from theorems.normal_form import NormalForm
from theorems.torch_optimizer import TorchOptimizer

NEAR = 1e-10
"""Margins within this share of the size of the terms are near ties."""

DROWNED = 1e-12
"""Terms below this share of the run's largest tell rounding, not how much of a bound is used."""

AT_REST = 1e-20
"""A run whose terms are all below this stands at a minimiser: its floats are roundings of zero, and tell no share of the bound."""

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
    """What one case showed for one claim: apparent violations (the earliest, the largest), a near tie, the most of the bound used.

    `trouble` is why a real optimizer would not run on the case; `lost` tells that its first step already left no finite x;
    `promise` is larger the closer the case comes to a violation: the used share, or less than -1 where there is none; `averaged` tells that
    expectations were taken by propagating moments.
    """

    case: Case
    violations: tuple[Proposal, ...]
    near_tie: Proposal | None
    used: float | None
    used_at: Spot | None
    compared: int
    trouble: str | None = None
    reached: bool = True
    lost: bool = False
    promise: float = float("-inf")
    averaged: bool = False


def explored(theorem: Theorem, forms: Sequence[NormalForm], cases: Iterable[Case], allowed: Callable[[Case], bool]) -> Iterator[list[Finding | None]]:
    """For each case, in order of its batch, one finding for each claim (None where the claim has no value on the case).

    `allowed` says whether a case whose constants its own run has completed still meets `given`.
    """
    m = Float64()
    for batch in batches(theorem, cases):
        if beyond_enumeration(theorem, batch[0]):
            yield from _averaged(theorem, forms, batch)
            continue
        with m.scope(), np.errstate(all="ignore"):
            run = simulate(theorem, prepared(theorem, batch, m), starts(batch, m), _horizon(theorem, batch[0]))
            completed = with_second_moment(theorem, batch, run)
            measured = [marked(form, margins(form, run, positions(theorem, form, run))) for form in forms]
        for number, case in enumerate(completed):
            if number in run.troubles:
                yield [Finding(batch[number], (), None, None, None, 0, run.troubles[number])] * len(forms)
            elif case is not None and (case is batch[number] or allowed(case)):
                lost = Finding(case, (), None, None, None, 0, reached=False, lost=True) if _lost(theorem, run, number) else None
                yield [_finding(theorem, form, case, found.of(number)) or lost for form, found in zip(forms, measured, strict=True)]


def _averaged(theorem: Theorem, forms: Sequence[NormalForm], batch: list[Case]) -> Iterator[list[Finding | None]]:
    """The findings of a batch whose draws cannot be enumerated; None for claims that moments do not suffice for, or on runs too large for them."""
    m, apt = Float64(), [form for form in forms if by_moments(theorem, form, batch[0])]
    nothing: list[Finding | None] = [None] * len(forms)
    if not apt:
        yield from (nothing for _ in batch)
        return
    try:
        with m.scope(), np.errstate(all="ignore"):
            run = propagated(theorem, apt, batch, m)
            measured = {form: marked(form, margins(form, run, positions(theorem, form, run))) for form in apt}
    except NotRun:
        yield from (nothing for _ in batch)
        return
    for number, case in enumerate(batch):
        found = [_finding(theorem, form, case, measured[form].of(number)) if form in measured else None for form in forms]
        yield [None if one is None else replace(one, averaged=True) for one in found]


def _lost(theorem: Theorem, run: Run, number: int) -> bool:
    """Whether a real optimizer has left no path of a case a finite x[1]."""
    ends = np.broadcast_to(run.defined_until, (run.instances, run.paths))[number]
    return isinstance(theorem.method, TorchOptimizer) and run.horizon > 0 and bool((ends < 1).all())


def _horizon(theorem: Theorem, case: Case) -> int | None:
    return None if theorem.method is None or theorem.method.horizon_free else case.steps


def positions(theorem: Theorem, form: NormalForm, run: Run) -> dict[object, np.ndarray]:
    """The grid of t and T that a run serves: every T up to its length, or just its own where the method depends on T."""
    if theorem.method is None and not run.trajectories:
        return grids(form, [0], [1])
    own = theorem.method is not None and not theorem.method.horizon_free
    horizons = [run.horizon] if own else range(1, run.horizon + 1)
    return grids(form, range(run.horizon + 1), list(horizons))


def batches(theorem: Theorem, cases: Iterable[Case]) -> Iterator[list[Case]]:
    """Cases of one layout together, in batches of a size that the cases alone decide."""
    keyed = sorted(((repr(group_key(theorem, case)), number, case) for number, case in enumerate(cases)), key=lambda item: item[:2])
    for _, group in groupby(keyed, key=lambda item: item[0]):
        members = [case for _, _, case in group]
        size = max(1, min(256, LARGEST_BATCH // _numbers(theorem, members[0])))
        yield from (members[first : first + size] for first in range(0, len(members), size))


def _numbers(theorem: Theorem, case: Case) -> int:
    if beyond_enumeration(theorem, case):
        return numbers(theorem, case)
    support = case.noise.support(case.family, case.instance) if case.noise else None
    paths = support ** (case.steps * batch_of(theorem, case)) if support else 1
    return int(paths * (case.steps + 2) * case.instance.dimension * 2)


@dataclass(frozen=True)
class Marks:
    """What the margins of a batch show, over (I, P, t, T): margins relative to the terms at each place and to the largest terms of the run,
    where they are defined, violated and nearly tied, and the share of the bound that is used (-inf for none).
    """

    relative: np.ndarray
    visible: np.ndarray
    defined: np.ndarray
    violated: np.ndarray
    near: np.ndarray
    shares: np.ndarray

    def of(self, number: int) -> "Marks":
        """Those of one case, over (P, t, T)."""
        arrays = (self.relative, self.visible, self.defined, self.violated, self.near, self.shares)
        return Marks(*(a[number if a.shape[0] > 1 else 0] for a in arrays))


def marked(form: NormalForm, found: Margins) -> Marks:
    """What the margins of a batch show; places that drown in the rounding of the run tell no share of the bound."""
    margin, scale = found.margin, found.scale
    overflow = found.defined & np.isneginf(margin)
    defined = found.defined & np.isfinite(margin) & np.isfinite(scale)
    largest = np.max(scale, axis=(1, 2, 3), keepdims=True, where=defined, initial=0.0)
    relative = np.divide(margin, np.where(scale > 0, scale, 1), out=np.full(margin.shape, np.inf), where=defined)
    visible = np.divide(margin, np.where(largest > 0, largest, 1), out=np.zeros(margin.shape), where=defined)
    relative[overflow] = visible[overflow] = -1.0
    violated = overflow | (defined & ((relative <= NEAR) if form.strict else (relative < -NEAR)))
    near = defined & ~violated & (relative <= NEAR) & (scale > 0)
    told = defined & np.isfinite(found.used) & (scale > DROWNED * largest) & (largest > AT_REST)
    return Marks(relative, visible, defined, violated, near, np.where(told, found.used, -np.inf))


def _finding(theorem: Theorem, form: NormalForm, case: Case, found: Marks) -> Finding | None:
    if not (found.defined.any() or found.violated.any()):
        return None
    margin, shares = (found.relative, found.visible), found.shares
    best = _place(_largest(case, shares), shares.shape)
    return Finding(
        case=case,
        violations=_violations(theorem, form, case, margin, found.violated),
        near_tie=_first(theorem, form, case, margin, found.near),
        used=float(shares[best]) if np.isfinite(shares[best]) else None,
        used_at=_spot(theorem, form, case, best, shares.shape) if np.isfinite(shares[best]) else None,
        compared=int(found.defined.sum()),
        reached=_reached(found.defined | found.violated),
        promise=_promise(found),
    )


def _promise(found: Marks) -> float:
    """The largest share used; without shares the least margin that is no tie, as a share of the terms, from -2 (far) to -1 (near)."""
    largest = float(found.shares.max())
    if np.isfinite(largest):
        return largest
    open_ = found.defined & np.isfinite(found.relative) & (abs(found.relative) > NEAR)
    return float(-1 - found.relative[open_].clip(0, 1).min()) if open_.any() else float("-inf")


def _reached(defined: np.ndarray) -> bool:
    """Whether a claim over the steps has a value after the first of them : (P, t, T)."""
    if defined.shape[1] > 1:
        return bool(defined[:, 1:].any())
    return bool(defined[:, :, 1:].any()) if defined.shape[2] > 1 else True


def _largest(case: Case, shares: np.ndarray) -> int:
    """The place of the largest share; for a free sequence the last of those, where it shows more than in its first steps."""
    if not case.sequences:
        return int(np.argmax(shares))
    return shares.size - 1 - int(np.argmax(shares.reshape(-1)[::-1] >= shares.max() - 1e-12))


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
    where = _place(int(np.argmin(np.where(marked, length, FOREVER))), marked.shape)
    return Proposal(case, _spot(theorem, form, case, where, marked.shape), float(margin[0][where]), float(margin[1][where]))


def _place(flat: int, shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(int(n) for n in np.unravel_index(flat, shape))


def _spot(theorem: Theorem, form: NormalForm, case: Case, where: Sequence[int], shape: Sequence[int]) -> Spot:
    """A place of the (P, t, T) grid as a path, a step and a horizon."""
    path, step, horizon = (int(n) for n in where)
    own = theorem.method is not None and not theorem.method.horizon_free
    return Spot(step, case.steps if own else horizon + 1, path if shape[0] > 1 else None)
