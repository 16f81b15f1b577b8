"""One rung of a ladder: the quantities on networks of one size, at drawn points, or on runs of the method from drawn starts.

A run goes as far as the claims look; where the ladder's `until` ends it, as far as its slowest network takes, and T is each network's own last step.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from checkers.experiment.case import Case
from checkers.experiment.engine import prepared, simulate, starts
from checkers.experiment.margins import margins
from checkers.experiment.run import Run
from checkers.experiment.scaling.series import Measured, measured
from problems.float64 import Float64
from theorems import words as w
from theorems.language import Theorem
from theorems.normal_form import normal_form
from theorems.scaling import Asymptotic
from theorems.settings import Ladder
from theorems.steps import last_step

FIRST, MOST, HELD = 64, 4096, 2**26
"""Steps of the first attempt at a run that `until` ends, which double up to MOST, or to as many as keep HELD numbers."""


@dataclass(frozen=True)
class Rung:
    """Each claim's quantity on I networks of one size, over (I, 1, 1); `missing` tells why there are no values."""

    measured: list[Measured]
    missing: str = ""


def on_rung(theorem: Theorem, claims: Sequence[Asymptotic], cases: Sequence[Case]) -> Rung:
    """The claims' quantities (inside their expectations, where they have one) on networks of one size."""
    quantities = [claim.quantity.args[0] if isinstance(claim.quantity, w.E) else claim.quantity for claim in claims]
    m = Float64()
    with m.scope(), np.errstate(all="ignore"):
        until = theorem.setting.until if isinstance(theorem.setting, Ladder) else None
        if until is None:
            run = _run(theorem, cases, _steps(claims, cases[0]), m)
            return Rung([measured(*pair, run, {}) for pair in zip(claims, quantities, strict=True)])
        run, last = _ended(theorem, until, cases, m)
        return Rung([_at(claim, e, run, last) for claim, e in zip(claims, quantities, strict=True)], _missing(run, last, claims[0], cases[0]))


def _steps(claims: Sequence[Asymptotic], case: Case) -> int:
    """The last step that the claims look at."""
    naturals = {w.Natural(name): int(value) for name, value in case.constants.items() if getattr(value, "denominator", 0) == 1}
    return max(last_step(claim.quantity, naturals) for claim in claims)


def _run(theorem: Theorem, cases: Sequence[Case], steps: int, m: Any) -> Run:
    longer = [replace(case, steps=steps) for case in cases]
    return simulate(theorem, prepared(theorem, longer, m), starts(longer, m))


def _ended(theorem: Theorem, until: Any, cases: Sequence[Case], m: Any) -> tuple[Run, np.ndarray]:
    """A run long enough for all networks, and the first step (I,) at which each meets `until`, -1 where none does."""
    most = max(FIRST, min(MOST, HELD // (len(cases) * cases[0].instance.dimension)))
    steps = FIRST
    while True:
        run = _run(theorem, cases, steps, m)
        found = margins(normal_form(until), run, {w.t: np.arange(steps + 1)[:, None]})
        met = (found.defined & (found.margin >= 0)).reshape((-1, steps + 1))
        last = np.where(met.any(axis=1), met.argmax(axis=1), -1)
        if (last >= 0).all() or steps >= most:
            return run, np.broadcast_to(last, (len(cases),))
        steps = min(2 * steps, most)


def _at(claim: Asymptotic, quantity: Any, run: Run, last: np.ndarray) -> Measured:
    """A quantity of each network at its own last step."""
    found = measured(claim, quantity, run, {w.T: np.maximum(last, 0)[None]})
    own = np.arange(len(last))
    values, terms, stated = (np.broadcast_to(a, (len(own), 1, len(own)))[own, :, own][:, :, None] for a in (found.values, found.terms, found.stated))
    lacking = (last < 0)[:, None, None]
    return Measured(np.where(lacking, np.nan, values), np.where(lacking, np.nan, terms), stated)


def _missing(run: Run, last: np.ndarray, claim: Asymptotic, case: Case) -> str:
    if (last >= 0).all():
        return ""
    return f"at {claim.size} = {case.constants[claim.size.name]} a run has not met `until` after {run.horizon} steps"
