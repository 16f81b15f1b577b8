"""What a real optimizer violates, beyond what rounding may do: the decision for methods that are run and not proved.

The iterates that the optimizer left are numbers, so both sides of the claim are compared on them without further rounding; only the run itself
has rounded. A violation counts when it exceeds BOUND times the size of the claim's terms, there and at every earlier step, and when it comes
back, changed by less than half of itself, wherever a few units in the last place are moved: in each recorded iterate by itself, and in runs
whose start, options, gradients and steps are moved. It does not count where the equations that the optimizer implements meet the claim exactly and
miss it by half as much when floats compute them: they amplify rounding, as a difference of nearly equal numbers does. Where they have no value,
such as 0/0, the claim says nothing, and neither does the run. Such a refutation is not exact, and says so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
from flint import arb, fmpq

from checkers.experiment.beside import BOUND, Beside
from checkers.experiment.case import Case
from checkers.experiment.decide import Decision, Outcome, Spot, decide
from checkers.experiment.engine import starts
from checkers.experiment.last_places import ALTERNATING, MOST, PATTERNS, RERUNS, Moved, MovedFloat64, nudged
from checkers.experiment.margins import grids, margins
from checkers.experiment.run import Run
from checkers.experiment.run_places import NO_RUN, Place, iterates_of, on_iterates, with_iterates
from checkers.experiment.torch_options import options_of
from checkers.experiment.torch_runs import simulate
from problems.float64 import Float64
from theorems.language import Theorem
from theorems.normal_form import NormalForm
from theorems.torch_optimizer import TorchOptimizer

PARTED = 1e-6
"""The share of the largest coordinate of x by which a run has parted from its equations."""

MOST_STEPS = 10_000
"""Steps beyond which no run is repeated."""

WITHIN = "both sides agree within the rounding bound"
TIED = "both sides of a strict claim agree within the rounding bound"
RESTLESS = "moving the run by a few units in the last place changes the outcome"
BENEATH = "a few units in the last place of the run decide which side is larger"
SINGULAR = "the equations have no value there, rounding alone gives the run one"
AMPLIFIED = "the equations amplify rounding as much"
OVERFLOWN = "numbers of the claim exceed float64 there"
HARMLESS = (WITHIN, SINGULAR, BENEATH, AMPLIFIED, OVERFLOWN)
"""Reasons for which a difference counts neither for nor against a claim."""


def settled(theorem: Theorem, form: NormalForm, case: Case, spot: Spot) -> tuple[Decision, Beside | None]:
    """The decision at one place: exact for equations; for a real optimizer in floats, with what stands beside a violation."""
    if not isinstance(theorem.method, TorchOptimizer):
        return decide(theorem, form, case, spot), None
    if case.steps > MOST_STEPS or max(spot.t, spot.T) > max(case.steps, 1):
        return Decision(Outcome.UNDECIDED, reason="the run is too long, or ends before"), None
    place = Place(theorem, form, case, spot)
    found, size, run = _first_run(place)
    if found.outcome is not Outcome.VIOLATED:
        return found, None
    recorded = _most_changed(place, found, size, _on_nudged(place, run))
    moved = None if recorded is None else _most_changed(place, found, size, _on_moved(place))
    equations = _equations(place)
    if equations is not None and equations[1].outcome is Outcome.NO_VALUE:
        return replace(found, outcome=Outcome.UNDECIDED, reason=SINGULAR), None
    if (recorded is None or moved is None) and _beneath(place, run, found, recorded is not None, equations):
        return replace(found, outcome=Outcome.UNDECIDED, reason=BENEATH), None
    if _amplified(place, found, equations):
        return replace(found, outcome=Outcome.UNDECIDED, reason=AMPLIFIED), None
    if recorded is None or moved is None:
        return replace(found, outcome=Outcome.UNDECIDED, reason=RESTLESS), None
    return found, Beside(_shown(place), size, max(recorded, moved), equations, _parted(place))


def _first_run(place: Place) -> tuple[Decision, float, Run]:
    """The decision on the iterates of a run as it is, the size of the claim's terms that its bound is a share of, and the run."""
    m = Float64()
    with m.scope(), np.errstate(all="ignore"):
        run = place.floats(m)
        here, size = _sizes(place, run)
    if not np.isfinite(size):
        return Decision(Outcome.UNDECIDED, reason=NO_RUN if run.troubles or not np.isfinite(iterates_of(run)).all() else OVERFLOWN), size, run
    found = on_iterates(place, run)
    if found.outcome is not Outcome.UNDECIDED or found.left is None:
        return found, size, run
    return _beyond(place, found, here, size), size, run


def _sizes(place: Place, run: Run) -> tuple[float, float]:
    """The size of the claim's terms at the spot, and the largest one at steps and horizons up to it; infinite where it has no value."""
    assert place.theorem.method is not None
    horizons = range(1, place.spot.T + 1) if place.theorem.method.horizon_free else [place.spot.T]
    found = margins(place.form, run, grids(place.form, range(place.spot.t + 1), list(horizons)))
    if run.troubles or not found.defined.any():
        return float("inf"), float("inf")
    scale = np.where(found.defined, found.scale, 0)
    path = place.spot.path if place.over_paths and place.spot.path is not None and scale.shape[1] > 1 else 0
    return float(scale[0, path, -1, -1]), float(scale.max())


def _beyond(place: Place, found: Decision, here: float, size: float) -> Decision:
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


def _on_nudged(place: Place, run: Run) -> Iterator[Decision]:
    """The sides on the recorded iterates, each moved by itself."""
    for pattern in range(PATTERNS):
        yield on_iterates(place, with_iterates(run, nudged(iterates_of(run), pattern)))


def _on_moved(place: Place) -> Iterator[Decision]:
    """The sides on runs with moved inputs and steps."""
    m = Float64()
    for seed in range(RERUNS):
        with m.scope(), np.errstate(all="ignore"):
            run = place.floats(m, Moved(seed))
        yield on_iterates(place, run)


def _most_changed(place: Place, found: Decision, size: float, others: Iterable[Decision]) -> float | None:
    """The largest change of the excess over other decisions, or None where the violation does not survive in one of them."""
    first, largest = _float(_excess(place.form, found)), 0.0
    for again in others:
        if again.left is None:
            return None
        excess = _float(_excess(place.form, again))
        largest = max(largest, abs(excess - first))
        if not (excess > float(BOUND) * size and 2 * largest < first):
            return None
    return largest


def _amplified(place: Place, found: Decision, equations: tuple[str, Decision] | None) -> bool:
    """Whether the equations meet the claim, and runs of them in float64, with every number that they keep moved, miss it by half as much."""
    if equations is None or equations[1].outcome is Outcome.VIOLATED:
        return False
    first = _float(_excess(place.form, found))
    return any(again.left is not None and 2 * _float(_excess(place.form, again)) > first for again in _on_equations(place))


def _on_equations(place: Place) -> Iterator[Decision]:
    """The sides on runs of the equations in float64 whose sequences are moved at every step."""
    assert isinstance(place.theorem.method, TorchOptimizer)
    assert place.theorem.method.model is not None
    symbolic = replace(place.theorem, method=place.theorem.method.model)
    for seed in range(RERUNS):
        m = MovedFloat64(seed)
        with m.scope(), np.errstate(all="ignore"):
            run = simulate(symbolic, place.prepared(m), starts([place.case], m), place.horizon)
        yield on_iterates(place, run)


def _beneath(place: Place, run: Run, found: Decision, recorded: bool, equations: tuple[str, Decision] | None) -> bool:
    """Whether a violation that moves have undone is rounding, and nothing that the optimizer or a chance of its own has done.

    It is, where the equations meet the claim and either moves of the `recorded` iterates undo it, or the class is torch's own; where they are
    unknown, it is when such moves undo it and it lies within the bound for the terms that iterates apart by their own size would make.
    """
    outcome = None if equations is None else equations[1].outcome
    if outcome in (Outcome.HOLDS, Outcome.TIE):
        assert isinstance(place.theorem.method, TorchOptimizer)
        return not recorded or place.theorem.method.optimizer.__module__.startswith("torch.optim.")
    if recorded or place.form.strict or outcome is Outcome.VIOLATED:
        return False
    m = Float64()
    with m.scope(), np.errstate(all="ignore"):
        _, apart = _sizes(place, with_iterates(run, nudged(iterates_of(run), ALTERNATING, unit=1 / MOST)))
    return np.isfinite(apart) and _float(_excess(place.form, found)) <= float(BOUND) * apart


def _float(value: Any) -> float:
    return float(arb(value).mid())


def _shown(place: Place) -> str:
    """The class with its options as torch gets them."""
    m, method = Float64(), place.theorem.method
    assert isinstance(method, TorchOptimizer)
    with m.scope():
        options = [f"{name}={value!r}" for name, value in options_of(method, place.prepared(m), 0, place.horizon).items()]
    return f"{method.name}({', '.join(options)})"


def _equations(place: Place) -> tuple[str, Decision] | None:
    """The symbolic method that the class implements, and its exact decision at the same place."""
    assert isinstance(place.theorem.method, TorchOptimizer)
    model = place.theorem.method.model
    return None if model is None else (model.name, decide(replace(place.theorem, method=model), place.form, place.case, place.spot))


def _parted(place: Place) -> int | None:
    """The first step at which the run has left its equations."""
    assert isinstance(place.theorem.method, TorchOptimizer)
    if place.theorem.method.model is None:
        return None
    symbolic = replace(place.theorem, method=place.theorem.method.model)
    m = Float64()
    with m.scope(), np.errstate(all="ignore"):
        real = _iterates(place.floats(m))
        ideal = _iterates(simulate(symbolic, place.prepared(m), starts([place.case], m), place.horizon))
        largest = np.maximum.accumulate(np.where(np.isfinite(ideal), abs(ideal), 0).max(axis=(0, 2)))
        apart = abs(real - ideal) > PARTED * largest[:, None]
    parted = (apart | (np.isfinite(ideal) & ~np.isfinite(real))).any(axis=(0, 2))
    return int(parted.argmax()) if parted.any() else None


def _iterates(run: Run) -> np.ndarray:
    """x[0], x[1], ... : (P, steps + 1, d); equations may have members before x[0]."""
    return iterates_of(run)[:, :, -run.trajectories["x"].first :].reshape((run.paths, run.horizon + 1, -1))
