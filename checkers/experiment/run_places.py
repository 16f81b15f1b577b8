"""A real optimizer's run at one place of a claim, and the claim's two sides on the iterates that it left, as the numbers that they are."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
import torch

from checkers.experiment.case import Case
from checkers.experiment.decide import PRECISIONS, STRADDLES, Decision, Outcome, Spot
from checkers.experiment.engine import prepared, starts
from checkers.experiment.last_places import Moved
from checkers.experiment.margins import grids, sides
from checkers.experiment.run import Run, Trajectory
from checkers.experiment.torch_runs import run_optimizer
from problems.exact.arithmetic import Exact, Undecided
from problems.float64 import Float64
from theorems import words as w
from theorems.language import Theorem
from theorems.normal_form import NormalForm, mentions
from theorems.torch_optimizer import TorchOptimizer

NO_RUN = "the optimizer has no finite iterates there"


@dataclass(frozen=True)
class Place:
    """A claim about a real optimizer at one spot of one case."""

    theorem: Theorem
    form: NormalForm
    case: Case
    spot: Spot

    @property
    def over_paths(self) -> bool:
        """Whether an expectation needs every path."""
        return any(mentions(side, w.E, w.Probability) for side in (self.form.small, self.form.large))

    @property
    def horizon(self) -> int | None:
        """The value of T in the options."""
        assert self.theorem.method is not None
        return None if self.theorem.method.horizon_free else self.case.steps

    def prepared(self, m: Any) -> Run:
        """The run before its first step, over all paths or over the one of the spot."""
        run = prepared(self.theorem, [self.case], m)
        if self.spot.path is not None and not self.over_paths:
            run.draws, run.paths, run.support = run.draws[:, self.spot.path : self.spot.path + 1], 1, None
        return run

    def floats(self, m: Float64, moved: Moved | None = None) -> Run:
        """The optimizer's own run."""
        begun = starts([self.case], m)
        assert isinstance(self.theorem.method, TorchOptimizer)
        assert begun is not None
        return run_optimizer(self.theorem.method, self.prepared(m), begun, self.horizon, moved, alone=True)

    def at(self, a: Any) -> Any:
        """The value at the spot's path of an array (1, P, 1, 1)."""
        wide = np.asarray(a)
        return wide[0, self.spot.path if self.over_paths and self.spot.path is not None and wide.shape[1] > 1 else 0].reshape(-1)[0]


def on_iterates(place: Place, run: Run) -> Decision:
    """Both sides on the iterates as the numbers that they are; UNDECIDED with both sides, for the bound to decide, where they have values."""
    last = Decision(Outcome.UNDECIDED, reason="no precision was tried")
    for m in _arithmetics():
        try:
            with m.scope():
                last = _sides(place, run, m)
        except Undecided as reason:
            last = Decision(Outcome.UNDECIDED, reason=str(reason))
        except (ZeroDivisionError, OverflowError, TypeError) as reason:
            return Decision(Outcome.UNDECIDED, reason=f"no exact form: {reason}")
        if last.left is not None or last.outcome is not Outcome.UNDECIDED:
            return last
    return last


def _arithmetics() -> Iterator[Exact]:
    yield Exact(bits=PRECISIONS[0])
    yield from (Exact(bits=bits, balls=True) for bits in PRECISIONS[:2])


def _sides(place: Place, run: Run, m: Exact) -> Decision:
    exact, x = place.prepared(m), run.trajectories["x"]
    numbers = [Fraction(value) if np.isfinite(value) else Fraction(0) for value in iterates_of(run).reshape(-1).tolist()]
    exact.trajectories["x"] = Trajectory(m.array(numbers, tuple(x.values.shape)), x.first, x.vector)
    exact.defined_until = run.defined_until
    found = sides(place.form, exact, grids(place.form, [place.spot.t], [place.spot.T]))
    if not place.at(found.defined):
        return Decision(Outcome.NO_VALUE, reason=NO_RUN)
    return Decision(Outcome.UNDECIDED, place.at(found.small), place.at(found.large), STRADDLES)


def with_iterates(run: Run, values: np.ndarray) -> Run:
    """The run with other iterates."""
    x = run.trajectories["x"]
    return replace(run, trajectories={**run.trajectories, "x": replace(x, values=torch.from_numpy(values))})


def iterates_of(run: Run) -> np.ndarray:
    """The recorded iterates : (1, P, steps + 1, d)."""
    return np.asarray(run.m.floats(run.trajectories["x"].values))
