"""Long runs: a few of the library's cases, run for thousands of steps in floats, with the quantity read off at powers of two and around them.

Powers of two alone would miss a period: each comes with NEAR successive sizes around it, a whole number of periods of 2, 3, 4, 6 and 12 steps,
and with SPREAD sizes between its half and itself. Where the method depends on the horizon, every size is a run of its own, and there are three.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

import numpy as np

from checkers.experiment.case import Case
from checkers.experiment.engine import Sampling, prepared, simulate, starts
from checkers.experiment.explore import batches
from checkers.experiment.free_sequences import allowed
from checkers.experiment.run import Run, Trajectory
from checkers.experiment.scaling.series import GROUPS, Measured, Series, grouped, measured
from checkers.experiment.search.library import library_cases
from checkers.experiment.search.scope import Scope, is_random
from problems import no_objective
from problems.float64 import Float64
from theorems import words as w
from theorems.scaling import Asymptotic
from theorems.typed import walk

POWERS = tuple(2**power for power in range(4, 13))
"""Steps (or horizons) that are followed; the slope is fitted without the first DROPPED of them."""

NEAR, SPREAD = 12, 8
"""How many successive sizes around a power of two are looked at, and how many more between its half and itself."""

GOLDEN = (5**0.5 - 1) / 2
"""Its multiples modulo one spread evenly, on no regular grid."""

DROPPED, EACH, MOST = 3, 2, 12
"""EACH is how many cases of a family are run at most, MOST how many in all."""

SEEDS = 16
"""Runs of a random method for each seed that is asked for: means over 512 runs where 32 seeds are asked for."""


def along_runs(scope: Scope, claims: Sequence[Asymptotic], seeds: int) -> Iterator[tuple[int, Series]]:
    """For each claim, by its number, one series for each case; of a random method the means over groups of seeds, or single paths
    where nothing is averaged."""
    chosen = list(islice((case for cases in library_cases(scope) for case in _few(scope, cases)), MOST))
    if is_random(scope.theorem):
        for number, case in enumerate(chosen):
            yield from _sampled(scope, claims, case, number, seeds)
        return
    found: dict[tuple[int, int], list[Measured]] = {}
    for length in _lengths(scope):
        longer = [replace(case, steps=length) for case in chosen]
        numbers = {id(case): number for number, case in enumerate(longer)}
        for batch in batches(scope.theorem, longer):
            run = _run(scope, batch, None)
            for which, claim in enumerate(claims):
                together = _measured(claim, run, _positions(scope, claim, length))
                for place, case in enumerate(batch):
                    found.setdefault((numbers[id(case)], which), []).append(_row(together, place))
    for (number, which), parts in sorted(found.items()):
        yield which, _series(scope, claims[which], chosen[number], [_joined(parts)])


def _few(scope: Scope, cases: Sequence[Case]) -> list[Case]:
    """Up to EACH cases spread over a family, with free sequences that floats can hold for long and that `given` allows throughout."""
    steady = [case for case in cases if all(one.kind != "geometric" or abs(one.values[1]) <= 1 for one in case.sequences.values())]
    spread = [steady[len(steady) * place // EACH] for place in range(EACH)] if len(steady) > EACH else steady
    return [case for case in spread if not case.sequences or allowed(scope.theorem, replace(case, steps=max(_lengths(scope))))]


def _one_run(scope: Scope) -> bool:
    """Whether one run serves every horizon."""
    return scope.theorem.method is None or scope.theorem.method.horizon_free


def _lengths(scope: Scope) -> list[int]:
    """The lengths of the runs: one that serves all sizes, or one for each."""
    window = _window(scope, POWERS)
    return [int(window.max())] if _one_run(scope) else [int(size) for size in window.reshape(-1)]


def _window(scope: Scope, sizes: Sequence[int]) -> np.ndarray:
    """The sizes that are looked at for each of the sizes : (n, K); those below the least power stand alone."""
    around = _around if _one_run(scope) else _three
    return np.array([around(size) if size >= POWERS[0] else [size] * len(around(POWERS[0])) for size in sizes], dtype=np.int64)


def _around(size: int) -> list[int]:
    return [*range(size + 1 - NEAR // 2, size + 1 + NEAR // 2), *(size - int(size // 2 * (number * GOLDEN % 1)) for number in range(1, SPREAD + 1))]


def _three(size: int) -> list[int]:
    return [size, size + 1, size - size // 3]


def _has_mean(claim: Asymptotic) -> bool:
    return any(isinstance(term, (w.E, w.Probability)) for term in walk(claim.quantity))


def _sizes(scope: Scope, claim: Asymptotic) -> tuple[int, ...]:
    """The sizes of a series: from the start of the run on, where one run serves them all."""
    if not _one_run(scope):
        return POWERS
    early = tuple(2**power for power in range(POWERS[0].bit_length() - 1))
    return (*((0,) if claim.size == w.t else ()), *early, *POWERS)


def _positions(scope: Scope, claim: Asymptotic, length: int) -> dict[Any, np.ndarray]:
    sizes = _window(scope, _sizes(scope, claim)) if _one_run(scope) else np.array([length], dtype=np.int64)
    return {claim.size: sizes.reshape((-1, 1) if claim.size == w.t else (1, -1))}


def _run(scope: Scope, batch: Sequence[Case], sampling: Sampling | None) -> Run:
    m, horizon = Float64(), None if _one_run(scope) else batch[0].steps
    with m.scope(), np.errstate(all="ignore"):
        return simulate(scope.theorem, prepared(scope.theorem, batch, m, sampling), starts(batch, m), horizon)


def _measured(claim: Asymptotic, run: Run, positions: dict[Any, np.ndarray]) -> Measured:
    with run.m.scope(), np.errstate(all="ignore"):
        return measured(claim, claim.quantity, run, positions)


def _row(found: Measured, place: int) -> Measured:
    """The values of one case, on the first path : (n,)."""
    return Measured(*(a[min(place, a.shape[0] - 1), 0] for a in (found.values, found.terms, found.stated)))


def _joined(parts: Sequence[Measured]) -> Measured:
    """Runs of growing length as one row."""
    return Measured(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("values", "terms", "stated")))


def _sampled(scope: Scope, claims: Sequence[Asymptotic], case: Case, number: int, seeds: int) -> Iterator[tuple[int, Series]]:
    count = SEEDS * seeds if any(map(_has_mean, claims)) else GROUPS
    paths = [grouped(count if _has_mean(claim) else GROUPS) for claim in claims]
    found: list[list[list[Measured]]] = [[[] for _ in groups] for groups in paths]
    for length in _lengths(scope):
        run = _run(scope, [replace(case, steps=length)], Sampling(scope.root, number, range(count)))
        for claim, groups, rows in zip(claims, paths, found, strict=True):
            for group, row in zip(groups, rows, strict=True):
                row.append(_row(_measured(claim, _part(run, group), _positions(scope, claim, length)), 0))
    for which, (claim, rows) in enumerate(zip(claims, found, strict=True)):
        joined = [_joined(row) for row in rows]
        for together in [joined] if _has_mean(claim) else [[row] for row in joined]:
            yield which, _series(scope, claim, case, together, count if _has_mean(claim) else 1, drawn=True)


def _part(run: Run, group: Sequence[int]) -> Run:
    """The run with some of its paths."""
    kept = {name: Trajectory(_of(one.values, group), one.first, one.vector) for name, one in run.trajectories.items()}
    return replace(run, paths=len(group), draws=_of(run.draws, group), trajectories=kept, defined_until=_of(run.defined_until, group))


def _of(values: Any, group: Sequence[int]) -> Any:
    """Some of the paths of values (I, P, ...); all paths share those with a single one."""
    return values if values.shape[1] == 1 else values[:, list(group)]


def _series(scope: Scope, claim: Asymptotic, case: Case, rows: Sequence[Measured], seeds: int = 1, drawn: bool = False) -> Series:
    sizes = _sizes(scope, claim)
    window = _window(scope, sizes)
    values, terms = (np.stack([getattr(row, name).reshape(window.shape) for row in rows]) for name in ("values", "terms"))
    stated, near = np.array([row.stated[-1] for row in rows]), NEAR if _one_run(scope) else 2
    where = ", ".join([*_problem(case), *(f"{name} = {value}" for name, value in sorted(case.constants.items()))])
    return Series(case.instance.family, where, str(claim.size), np.array(sizes), window, near, POWERS[DROPPED], values, terms, stated, seeds, drawn)


def _problem(case: Case) -> list[str]:
    """The function, where the theorem speaks of one, and the free sequences."""
    formula = [] if case.instance.family == no_objective.NAME else [case.instance.formula]
    return [*formula, *(one.describe(name) for name, one in case.sequences.items())]
