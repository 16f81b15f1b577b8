"""Both sides of a claim along a run, at every step or horizon: what curves are made of.

Expectations are exact where they can be, over every sequence of draws or by the first two moments; elsewhere they are means over seeded runs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from checkers.experiment.case import Case
from checkers.experiment.engine import Sampling, prepared, starts
from checkers.experiment.expectation import beyond_enumeration, by_moments, propagated
from checkers.experiment.explore import batches, marked, positions
from checkers.experiment.margins import margins, sides
from checkers.experiment.run import Run
from checkers.experiment.torch_runs import simulate
from problems.float64 import Float64
from theorems.language import Theorem
from theorems.normal_form import NormalForm, normal_form


@dataclass(frozen=True)
class Along:
    """A claim along one run; a value that does not exist is NaN.

    index : "t", "T", or "" where the claim has no free step; at : (K,) its values
    small, large : (P, K), the two sides; P = 1 unless the claim is about single paths of a random method, or seeded runs are told one by one
    share : (P, K), how much of the bound is used, as sharpness counts it; NaN where that drowns in rounding
    means : how an expectation was taken: "", "every sequence of draws", "moments", or "n seeded runs"
    """

    index: str
    at: np.ndarray
    small: np.ndarray
    large: np.ndarray
    share: np.ndarray
    means: str = ""


def along(theorem: Theorem, claim: Any, cases: Sequence[Case], sampling: Sampling | None = None, each: bool = False) -> list[Along]:
    """One answer for each case, in their order; `sampling` draws the runs whose expectations are neither enumerable nor given by moments.

    each : tell what stands in E on every seeded run, P of them, in place of its mean; for claims that are linear in expectations.
    Raises ValueError where such runs are not to be sampled, and for a claim about both t and T.
    """
    narrowed = replace(theorem.plain, claim=claim)
    form = normal_form(claim, narrowed.sequences)
    found: dict[int, Along] = {}
    place = {id(case): number for number, case in enumerate(cases)}
    for batch in batches(narrowed, cases):
        for group in [[case] for case in batch] if sampling is not None else [batch]:
            found.update(zip((place[id(case)] for case in group), _of_batch(narrowed, form, group, sampling, each), strict=True))
    return [found[number] for number in range(len(cases))]


def _of_batch(theorem: Theorem, form: NormalForm, batch: Sequence[Case], sampling: Sampling | None, each: bool) -> list[Along]:
    m = Float64()
    with m.scope(), np.errstate(all="ignore"):
        run, means = _run(theorem, form, batch, sampling, m)
        run.keep_paths = each and run.support is None
        grid = positions(theorem, form, run)
        compared, shares = sides(form, run, grid), marked(form, margins(form, run, grid)).shares
        small, large = (np.where(compared.defined, m.floats(side), np.nan) for side in (compared.small, compared.large))
    index, at = _index(grid)
    shape = (len(batch), shares.shape[1], *shares.shape[2:])
    shares = np.where(np.isfinite(shares), shares, np.nan)
    whole = [np.broadcast_to(a, shape).reshape(*shape[:2], -1) for a in (small, large, shares)]
    return [Along(index, at, whole[0][number], whole[1][number], whole[2][number], means) for number in range(len(batch))]


def _run(theorem: Theorem, form: NormalForm, batch: Sequence[Case], sampling: Sampling | None, m: Float64) -> tuple[Run, str]:
    horizon = None if theorem.method is None or theorem.method.horizon_free else batch[0].steps
    if not beyond_enumeration(theorem, batch[0]):
        run = simulate(theorem, prepared(theorem, batch, m), starts(batch, m), horizon)
        return run, "" if batch[0].noise is None else "every sequence of draws"
    if by_moments(theorem, form, batch[0], bounded=True):
        return propagated(theorem, [form], batch, m), "moments"
    if sampling is None:
        raise ValueError("the expectation is neither enumerable nor given by moments: it must be sampled")
    run = simulate(theorem, prepared(theorem, batch, m, sampling), starts(batch, m), horizon)
    return run, f"{len(sampling.seeds)} seeded runs"


def _index(grid: Mapping[Any, np.ndarray]) -> tuple[str, np.ndarray]:
    if len(grid) > 1:
        raise ValueError("a claim about both t and T is no curve")
    for index, values in grid.items():
        return str(index), values.reshape(-1)
    return "", np.zeros(1, dtype=np.int64)


def trajectory(theorem: Theorem, case: Case, name: str = "x") -> np.ndarray:
    """The members of one sequence of a method's deterministic run, from step 0 on: (K, d), or (K,) for numbers."""
    m = Float64()
    if case.noise is not None:
        raise ValueError("a random method has no single trajectory")
    horizon = None if theorem.method is None or theorem.method.horizon_free else case.steps
    with m.scope(), np.errstate(all="ignore"):
        run = simulate(theorem.plain, prepared(theorem.plain, [case], m), starts([case], m), horizon)
        found = run.trajectories[name]
        members: np.ndarray = np.asarray(m.floats(found.values))[0, 0]
        return members[max(-found.first, 0) :]


def values_at(case: Case, points: np.ndarray) -> np.ndarray:
    """The objective of a case at points (M, d), as floats (M,)."""
    from problems.instance import stacked

    m = Float64()
    with m.scope():
        arrays = stacked([case.instance], m)
        x = m.array([float(e) for e in points.reshape(-1)], (1, *points.shape))
        found: np.ndarray = np.asarray(m.floats(case.family.value(arrays, x, m)))[0]
        return found
