"""What a real optimizer violates, beyond what rounding may do: the decision for methods that are run and not proved.

The iterates that the optimizer left are numbers, so both sides of the claim are compared on them without further rounding; only the run itself
has rounded. A violation counts when it exceeds BOUND times the size of the claim's terms, there and at every earlier step, and when it
comes back on every one of RERUNS runs whose start, gradients and options are moved by a few units in the last place, moved by less than
half of itself. Where the equations that the optimizer implements have no value, such as 0/0, the claim says nothing, and neither does the run.
Such a refutation is not exact, and says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
from flint import arb, fmpq

from checkers.experiment.beside import BOUND, RERUNS, Beside
from checkers.experiment.case import Case
from checkers.experiment.decide import PRECISIONS, STRADDLES, Decision, Outcome, Spot, decide
from checkers.experiment.engine import prepared, starts
from checkers.experiment.margins import grids, margins, sides
from checkers.experiment.run import Run, Trajectory
from checkers.experiment.torch_runs import Moved, options_of, run_optimizer, simulate
from problems.exact.arithmetic import Exact, Undecided
from problems.float64 import Float64
from theorems import words as w
from theorems.language import Theorem
from theorems.normal_form import NormalForm, mentions
from theorems.torch_optimizer import TorchOptimizer

PARTED = 1e-6
"""The share of the largest coordinate of x by which a run has parted from its equations."""

MOST_STEPS = 10_000
"""Steps beyond which no run is repeated."""

WITHIN = "both sides agree within the rounding bound"
TIED = "both sides of a strict claim agree within the rounding bound"
RESTLESS = "moving the inputs by a few units in the last place changes the outcome"
SINGULAR = "the equations have no value there, rounding alone gives the run one"
HARMLESS = (WITHIN, SINGULAR)
"""Reasons for which a difference counts neither for nor against a claim."""

NO_RUN = "the optimizer has no finite iterates there"


def settled(theorem: Theorem, form: NormalForm, case: Case, spot: Spot) -> tuple[Decision, Beside | None]:
    """The decision at one place: exact for equations; for a real optimizer in floats, with what stands beside a violation."""
    if not isinstance(theorem.method, TorchOptimizer):
        return decide(theorem, form, case, spot), None
    if case.steps > MOST_STEPS or max(spot.t, spot.T) > max(case.steps, 1):
        return Decision(Outcome.UNDECIDED, reason="the run is too long, or ends before"), None
    place = _Place(theorem, form, case, spot)
    found, size = _first_run(place)
    if found.outcome is not Outcome.VIOLATED:
        return found, None
    moved = _most_moved(place, found, size)
    if moved is None:
        return replace(found, outcome=Outcome.UNDECIDED, reason=RESTLESS), None
    equations, parted = _beside_equations(place)
    if equations is not None and equations[1].outcome is Outcome.NO_VALUE:
        return replace(found, outcome=Outcome.UNDECIDED, reason=SINGULAR), None
    return found, Beside(_shown(place), size, moved, equations, parted)


@dataclass(frozen=True)
class _Place:
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
        return run_optimizer(self.theorem.method, self.prepared(m), begun, self.horizon, moved)

    def at(self, a: Any) -> Any:
        """The value at the spot's path of an array (1, P, 1, 1)."""
        wide = np.asarray(a)
        return wide[0, self.spot.path if self.over_paths and self.spot.path is not None and wide.shape[1] > 1 else 0].reshape(-1)[0]


def _first_run(place: _Place) -> tuple[Decision, float]:
    """The decision on the iterates of a run as it is, and the size of the claim's terms that its bound is a share of."""
    m = Float64()
    with m.scope(), np.errstate(all="ignore"):
        run = place.floats(m)
        here, size = _sizes(place, run)
    if not np.isfinite(size):
        return Decision(Outcome.UNDECIDED, reason=NO_RUN), size
    found = _on_iterates(place, run)
    if found.outcome is not Outcome.UNDECIDED or found.left is None:
        return found, size
    return _beyond(place, found, here, size), size


def _sizes(place: _Place, run: Run) -> tuple[float, float]:
    """The size of the claim's terms at the spot, and the largest one at steps and horizons up to it."""
    assert place.theorem.method is not None
    horizons = range(1, place.spot.T + 1) if place.theorem.method.horizon_free else [place.spot.T]
    found = margins(place.form, run, grids(place.form, range(place.spot.t + 1), list(horizons)))
    if run.troubles or not found.defined.any():
        return float("inf"), float("inf")
    scale = np.where(found.defined, found.scale, 0)
    path = place.spot.path if place.over_paths and place.spot.path is not None and scale.shape[1] > 1 else 0
    return float(scale[0, path, -1, -1]), float(scale.max())


def _on_iterates(place: _Place, run: Run) -> Decision:
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


def _sides(place: _Place, run: Run, m: Exact) -> Decision:
    exact, x = place.prepared(m), run.trajectories["x"]
    numbers = [Fraction(value) if np.isfinite(value) else Fraction(0) for value in run.m.floats(x.values).reshape(-1).tolist()]
    exact.trajectories["x"] = Trajectory(m.array(numbers, tuple(x.values.shape)), x.first, x.vector)
    exact.defined_until = run.defined_until
    found = sides(place.form, exact, grids(place.form, [place.spot.t], [place.spot.T]))
    if not place.at(found.defined):
        return Decision(Outcome.NO_VALUE, reason=NO_RUN)
    return Decision(Outcome.UNDECIDED, place.at(found.small), place.at(found.large), STRADDLES)


def _beyond(place: _Place, found: Decision, here: float, size: float) -> Decision:
    """Whether two sides differ by more than the bound."""
    excess = _excess(place.form, found)
    bound = fmpq(BOUND.numerator, BOUND.denominator) * _number(size)
    if excess > bound:
        return replace(found, outcome=Outcome.VIOLATED, reason="")
    if excess < -bound or (excess <= 0 and not place.form.strict):
        return replace(found, outcome=Outcome.HOLDS, reason="")
    if not excess <= bound:
        return found
    visible = here >= float(BOUND) * size
    return replace(found, reason=TIED if place.form.strict and visible else WITHIN)


def _excess(form: NormalForm, found: Decision) -> Any:
    """How far the smaller side lies above the larger one; the distance of the sides of an equality."""
    difference = found.left - found.right
    return abs(difference) if form.equality else difference


def _number(value: float) -> fmpq:
    whole = Fraction(value)
    return fmpq(whole.numerator, whole.denominator)


def _most_moved(place: _Place, found: Decision, size: float) -> float | None:
    """The largest change of the excess over runs with moved inputs, or None where the violation does not survive one of them."""
    first, largest, m = _float(_excess(place.form, found)), 0.0, Float64()
    for seed in range(RERUNS):
        with m.scope(), np.errstate(all="ignore"):
            again = _on_iterates(place, place.floats(m, Moved(seed)))
        if again.left is None:
            return None
        excess = _float(_excess(place.form, again))
        largest = max(largest, abs(excess - first))
        if not (excess > float(BOUND) * size and 2 * largest < first):
            return None
    return largest


def _float(value: Any) -> float:
    return float(arb(value).mid())


def _shown(place: _Place) -> str:
    """The class with its options as torch gets them."""
    m, method = Float64(), place.theorem.method
    assert isinstance(method, TorchOptimizer)
    with m.scope():
        options = [f"{name}={value!r}" for name, value in options_of(method, place.prepared(m), 0, place.horizon).items()]
    return f"{method.name}({', '.join(options)})"


def _beside_equations(place: _Place) -> tuple[tuple[str, Decision] | None, int | None]:
    """The exact decision for the symbolic method at the same place, and the first step at which the run has left its equations."""
    assert isinstance(place.theorem.method, TorchOptimizer)
    if place.theorem.method.model is None:
        return None, None
    symbolic = replace(place.theorem, method=place.theorem.method.model)
    m = Float64()
    with m.scope(), np.errstate(all="ignore"):
        real = _iterates(place.floats(m))
        ideal = _iterates(simulate(symbolic, place.prepared(m), starts([place.case], m), place.horizon))
        largest = np.maximum.accumulate(np.where(np.isfinite(ideal), abs(ideal), 0).max(axis=(0, 2)))
        apart = abs(real - ideal) > PARTED * largest[:, None]
    parted = (apart | (np.isfinite(ideal) & ~np.isfinite(real))).any(axis=(0, 2))
    decision = decide(symbolic, place.form, place.case, place.spot)
    return (place.theorem.method.model.name, decision), int(parted.argmax()) if parted.any() else None


def _iterates(run: Run) -> np.ndarray:
    """x[0], x[1], ... : (P, steps + 1, d)."""
    x = run.trajectories["x"]
    return np.asarray(run.m.floats(x.values)).reshape((run.paths, run.horizon + 1, -1))
