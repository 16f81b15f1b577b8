"""The exact decision: one case, one step, one horizon, in rationals where they stay rational and in balls where they do not.

Floats only propose. A refutation is an instance on which the method has been run, the hypotheses have been checked and the two
sides compared without rounding error.
"""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

import numpy as np
from flint import fmpq

from checkers.experiment.case import Case
from checkers.experiment.engine import batch_of, prepared, simulate, starts
from checkers.experiment.expectation import beyond_enumeration, by_moments, propagated
from checkers.experiment.margins import Sides, grids, sides, steps_needed
from checkers.experiment.run import NotRun, Run
from problems.exact.arithmetic import Exact, NotExact, Undecided
from theorems import words as w
from theorems.language import Theorem
from theorems.normal_form import NormalForm, mentions

PRECISIONS = (128, 512, 2000)
STRADDLES = "both sides agree within the certified enclosures"
"""Why a comparison stays open whose data (an infimum, a minimiser) are known to lie in an interval only."""

SAME = 1e-200
"""The radius below which two sides that still overlap at the highest precision count as tied; wider balls come from enclosed data."""

MOST_WORK = 400_000
"""Path-steps beyond which no exact run is attempted."""


TALLEST, TALLEST_COEFFICIENT = 20_000, 1_000
"""Bits of a rational beyond which balls take over; of a coefficient of a long random run, for which they are many times faster."""


class Outcome(Enum):
    """What the exact comparison found."""

    HOLDS = "holds"
    TIE = "tie"
    VIOLATED = "violated"
    UNDECIDED = "undecided"
    NO_VALUE = "no value"


@dataclass(frozen=True)
class Decision:
    """The outcome at one (case, path, t, T), the two sides as numbers of flint's, and why where it stayed undecided.

    `ran` tells that the exact run was made, so that what is open is open at every precision.
    """

    outcome: Outcome
    left: Any = None
    right: Any = None
    reason: str = ""
    ran: bool = True

    @property
    def rational(self) -> bool:
        """Whether both sides are exact rationals."""
        return isinstance(self.left, fmpq) and isinstance(self.right, fmpq)


@dataclass(frozen=True)
class Spot:
    """Where to decide: `path` is None where an expectation (or a deterministic method) leaves one value."""

    t: int
    T: int
    path: int | None = None


def decide(theorem: Theorem, form: NormalForm, case: Case, spot: Spot) -> Decision:
    """Run the case exactly up to the steps that the claim looks at, and compare; more and more bits until the sign is known."""
    naturals = {n: int(case.constants[n.name]) for n in theorem.names(w.Natural)}
    own = theorem.method is not None and not theorem.method.horizon_free
    steps = case.steps if own else steps_needed(form, spot.t, spot.T, naturals)
    short = replace(case, steps=steps)
    over_paths = any(mentions(side, w.E, w.Probability) for side in (form.small, form.large))
    averaged = beyond_enumeration(theorem, short) and by_moments(theorem, form, short)
    last = Decision(Outcome.UNDECIDED, reason="no precision was tried")
    for m in _arithmetics(TALLEST_COEFFICIENT if averaged else TALLEST):
        try:
            with m.scope():
                path = _one_path(theorem, case, spot, steps)
                run = propagated(theorem, [form], [short], m) if averaged else exact_run(theorem, short, m, None if over_paths else path)
                last = _compare(form, sides(form, run, grids(form, [spot.t], [spot.T])), m.bits, path if over_paths else None)
        except Undecided as reason:
            last = Decision(Outcome.UNDECIDED, reason=str(reason), ran=not isinstance(reason, (NotRun, NotExact)))
        except (ZeroDivisionError, OverflowError, TypeError) as reason:
            return Decision(Outcome.UNDECIDED, reason=f"no exact form: {reason}", ran=False)
        if last.outcome is not Outcome.UNDECIDED:
            return last
    return last


def _arithmetics(tallest: int) -> list[Exact]:
    return [Exact(PRECISIONS[0], tallest), *(Exact(bits=bits, balls=True) for bits in PRECISIONS)]


def _one_path(theorem: Theorem, case: Case, spot: Spot, steps: int) -> int | None:
    """The number of a path among the shorter sequences of draws, which hold its first `steps` draws."""
    if spot.path is None or case.noise is None:
        return None
    support = case.noise.support(case.family, case.instance)
    assert support is not None
    later: int = support ** (batch_of(theorem, case) * (max(case.steps, 1) - max(steps, 1)))
    return spot.path // later


def exact_run(theorem: Theorem, case: Case, m: Exact, path: int | None = None) -> Run:
    """One case run in exact arithmetic, over all its paths or over one."""
    paths, steps = _paths(theorem, case), max(case.steps, 1)
    if (paths * steps if path is None else max(paths, steps)) > MOST_WORK:
        raise NotRun("too many paths for an exact run")
    run = prepared(theorem, [case], m)
    if path is not None:
        _keep_path(run, path)
    horizon = None if theorem.method is None or theorem.method.horizon_free else case.steps
    return simulate(theorem, run, starts([case], m), horizon)


def _paths(theorem: Theorem, case: Case) -> int:
    """The number of sequences of draws of a case; a noise without finitely many draws has none to run exactly."""
    support = 1 if case.noise is None else case.noise.support(case.family, case.instance)
    if support is None:
        raise NotRun("the noise has no finite number of draws")
    return int(support ** (batch_of(theorem, case) * max(case.steps, 1)))


def _keep_path(run: Run, path: int) -> None:
    run.draws = run.draws[:, path : path + 1]
    run.paths, run.support = 1, None


def _compare(form: NormalForm, found: Sides, bits: int, path: int | None) -> Decision:
    if not _at_path(found.defined, path):
        reason = "a term of the claim has no value here in exact arithmetic"
        return Decision(Outcome.UNDECIDED if found.outside else Outcome.NO_VALUE, reason=reason, ran=not found.outside)
    small, large = (_at_path(np.asarray(side), path) for side in (found.small, found.large))
    margin = large - small
    if margin == 0:
        return Decision(Outcome.VIOLATED if form.strict else Outcome.TIE, small, large)
    if form.equality and (margin > 0 or margin < 0):
        return Decision(Outcome.VIOLATED, small, large)
    if margin > 0:
        return Decision(Outcome.HOLDS, small, large)
    if margin < 0:
        return Decision(Outcome.VIOLATED, small, large)
    if bits == PRECISIONS[-1] and not form.strict and float(margin.rad()) < SAME:
        return Decision(Outcome.TIE, small, large, f"equal to {bits} bits")
    return Decision(Outcome.UNDECIDED, small, large, STRADDLES)


def _at_path(a: np.ndarray, path: int | None) -> Any:
    """The one value of an array over (1, P, 1, 1), or that of a path where they differ."""
    return a[0, path if path is not None and a.shape[1] > 1 else 0].reshape(-1)[0]
