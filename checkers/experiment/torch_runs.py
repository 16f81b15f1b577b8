"""Real optimizers, run in float64: each trial has a parameter and an optimizer of its own, fed with the gradients that equations would see.

In a search, trials of equal options run together as one long parameter where the optimizer treats each coordinate by itself: that is checked
before, and again along the run, in which the first and the last of them run alone, too. What decides a claim always runs alone.

The optimizer is called as in training: outside inference mode, with float64 as torch's default dtype (some optimizers keep scalars of their own
in it), one `step` for each step of the run. What it prints goes to the standard error, what it draws by itself comes from a seed. All settings
are given back.
"""

import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import torch

from checkers.experiment import engine
from checkers.experiment.coordinatewise import coordinatewise, same
from checkers.experiment.evaluate import Evaluator
from checkers.experiment.last_places import GRADIENT, START, Moved
from checkers.experiment.run import FOREVER, Run, Trajectory
from checkers.experiment.torch_options import depends_on_step, options_of, positions
from problems.instance import Array
from problems.no_objective import NAME as NO_OBJECTIVE
from theorems import words as w
from theorems.language import Theorem
from theorems.torch_optimizer import SCHEDULED, TorchOptimizer
from theorems.typed import VECTOR

FEWEST = 5
"""Trials of equal options from which on they run together."""


def simulate(theorem: Theorem, run: Run, start: Array | None, horizon: int | None = None) -> Run:
    """Fill the trajectories of a prepared run in floats: by the method's equations, or by the optimizer itself."""
    if isinstance(theorem.method, TorchOptimizer):
        assert start is not None
        return run_optimizer(theorem.method, run, start, horizon)
    return engine.simulate(theorem, run, start, horizon)


@dataclass(frozen=True)
class _Trial:
    """What one optimizer steps: the instances and paths of its blocks, the parameter (blocks * d,), and trials of single blocks beside it."""

    numbers: tuple[int, ...]
    paths: tuple[int, ...]
    parameter: Any
    optimizer: Any
    beside: "tuple[_Trial, ...]" = ()


class _Coupled(Exception):  # noqa: N818
    """Blocks that ran together have parted from those that ran alone."""


@dataclass(frozen=True)
class _Job:
    """What is run: an optimizer on a batch, the value of T in its options, and how the run is moved, if it is."""

    method: TorchOptimizer
    run: Run
    horizon: int | None
    moved: Moved | None
    alone: bool


def run_optimizer(method: TorchOptimizer, run: Run, start: Array, horizon: int | None = None, moved: Moved | None = None, alone: bool = False) -> Run:
    """x on every path of every instance; an instance on which the optimizer raises has no values, and its message in `run.troubles`.

    start : (I, 1, d); horizon : the value of T in the options; moved : how inputs and steps are perturbed, if they are;
    alone : whether every trial must have an optimizer of its own
    """
    job = _Job(method, run, horizon, moved, alone or moved is not None or _needs_closure(method.optimizer))
    try:
        x = _started(job, start)
    except _Coupled:
        run.troubles.clear()
        x = _started(replace(job, alone=True), start)
    _mark_ends(run, x)
    return run


def _started(job: _Job, start: Array) -> Trajectory:
    x = _opened(job.method, job.run, start if job.moved is None else job.moved.scaled(start, START))
    with torch.random.fork_rng(devices=[]):
        torch.default_generator.manual_seed(0 if job.moved is None else job.moved.seed + 1)
        _run(job, x)
    return x


def _run(job: _Job, x: Trajectory) -> None:
    trials = _trials(job, x)
    for step in range(job.run.horizon):
        gradients, rates = _gradients(job, step), _scheduled(job, step)
        alive = [trial for trial in trials if not set(trial.numbers) & job.run.troubles.keys()]
        with _training():
            for trial in alive:
                for one in (trial, *trial.beside):
                    _step(job, one, step, gradients, rates)
        _store(x, [trial for trial in alive if not set(trial.numbers) & job.run.troubles.keys()], step + 1)


def _opened(method: TorchOptimizer, run: Run, start: Array) -> Trajectory:
    vector = method.sequences["x"] == VECTOR
    values = run.m.zeros((run.instances, run.paths, run.horizon + 1, *((run.dimension,) if vector else ())))
    x = run.trajectories["x"] = Trajectory(values, 0, vector)
    x.values[:, :, 0] = start if vector else start[..., 0]
    run.defined_until = np.full((run.instances, run.paths), FOREVER)
    return x


def _trials(job: _Job, x: Trajectory) -> list[_Trial]:
    """Every instance on every path; those of equal options in one trial, where they may run together."""
    groups: dict[Any, tuple[dict[str, Any], list[tuple[int, int]]]] = {}
    scheduled = depends_on_step(job.method)
    for number in range(job.run.instances):
        options = options_of(job.method, job.run, number, job.horizon, job.moved)
        for path in range(job.run.paths):
            key = (number, path) if job.alone else (repr(options), number if scheduled else None)
            groups.setdefault(key, (options, []))[1].append((number, path))
    with _training():
        return [trial for options, places in groups.values() for trial in _together(job, x, options, places)]


def _together(job: _Job, x: Trajectory, options: dict[str, Any], places: list[tuple[int, int]]) -> Iterator[_Trial]:
    if len(places) >= FEWEST and coordinatewise(job.method.optimizer, options, job.run.dimension):
        ends = [_trial(job, x, options, [place]) for place in (places[0], places[-1])]
        yield replace(_trial(job, x, options, places), beside=tuple(ends))
        return
    for place in places:
        if place[0] not in job.run.troubles:
            try:
                yield _trial(job, x, options, [place])
            except (Exception, SystemExit) as error:
                _trouble(job.run, place[0], error)


def _trial(job: _Job, x: Trajectory, options: dict[str, Any], places: list[tuple[int, int]]) -> _Trial:
    numbers, paths = zip(*places, strict=True)
    start = x.values[list(numbers), list(paths), 0].reshape(-1).clone()
    parameter = torch.nn.Parameter(start, requires_grad=not options.get("differentiable", False))
    return _Trial(numbers, paths, parameter, job.method.optimizer([parameter], **options))


@contextmanager
def _training() -> Iterator[None]:
    """torch as in training, in float64."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    try:
        with torch.inference_mode(False), torch.enable_grad(), redirect_stdout(sys.stderr):
            yield
    finally:
        torch.set_default_dtype(before)


def _gradients(job: _Job, step: int) -> Array:
    """What the optimizer is fed with at x[step]: (I, P, d)."""
    run = job.run
    array, vector = Evaluator(run, positions(step, job.horizon), 0).value(job.method.gradient)
    array = array if vector else array[..., None]
    array = array + run.m.zeros((run.instances, run.paths, run.dimension))
    return array if job.moved is None else job.moved.scaled(array, GRADIENT, step)


def _scheduled(job: _Job, step: int) -> list[float] | None:
    """The learning rate of each instance in a step, where it depends on the step."""
    if not depends_on_step(job.method):
        return None
    return [options_of(job.method, job.run, number, job.horizon, job.moved, step)[SCHEDULED] for number in range(job.run.instances)]


def _step(job: _Job, trial: _Trial, step: int, gradients: Array, rates: list[float] | None) -> None:
    """One step of one trial."""
    before = None if job.moved is None else trial.parameter.detach().clone()
    trial.parameter.grad = gradients[list(trial.numbers), list(trial.paths)].reshape(-1)
    try:
        if rates is not None:
            _set_rate(trial.optimizer, rates[trial.numbers[0]])
        if _needs_closure(job.method.optimizer):
            trial.optimizer.step(_closure(job, trial, step))
        else:
            trial.optimizer.step()
        _check(trial.parameter, job.run.dimension * len(trial.numbers))
        if before is not None and job.moved is not None:
            with torch.no_grad():
                trial.parameter.copy_(job.moved.stepped(trial.parameter.detach(), before, step))
    except (Exception, SystemExit) as error:
        if not job.alone:
            raise _Coupled from error
        _trouble(job.run, trial.numbers[0], error)


def _check(parameter: Any, dimension: int) -> None:
    """Whether a step has left the parameter what it was: numbers of torch's float64, one for each coordinate."""
    kept = (parameter.dtype, tuple(parameter.shape), parameter.layout, parameter.device.type)
    if kept != (torch.float64, (dimension,), torch.strided, "cpu"):
        now = f"{parameter.dtype} of shape {tuple(parameter.shape)}, {parameter.layout}, on {parameter.device}"
        raise TypeError(f"step() turned the parameter from torch.float64 of shape {(dimension,)} into {now}")


def _store(x: Trajectory, trials: list[_Trial], step: int) -> None:
    """What a step made of x on every path; blocks that ran together must be where those that ran alone are."""
    for trial in trials:
        made = trial.parameter.detach().reshape(len(trial.numbers), -1)
        x.values[list(trial.numbers), list(trial.paths), step] = made if x.vector else made[:, 0]
        for one, block in zip(trial.beside, (0, -1), strict=False):
            past = x.values[trial.numbers[block], trial.paths[block], : step + 1].reshape(step + 1, -1)
            if not same(past, torch.cat([past[:-1], one.parameter.detach()[None]])):
                raise _Coupled


def _set_rate(optimizer: Any, rate: float) -> None:
    """What a scheduler of torch does."""
    for group in optimizer.param_groups:
        if SCHEDULED not in group:
            raise ValueError(f"the optimizer has no {SCHEDULED} that a schedule could change")
        group[SCHEDULED] = rate


@lru_cache(maxsize=256)
def _needs_closure(optimizer: type) -> bool:
    """Whether `step` has an argument without a default, as that of LBFGS."""
    parameters = list(inspect.signature(optimizer.step).parameters.values())[1:]  # type: ignore[attr-defined]
    return any(p.default is p.empty and p.kind is p.POSITIONAL_OR_KEYWORD for p in parameters)


def _closure(job: _Job, trial: _Trial, step: int) -> Any:
    """A function that sets the gradient at the parameter's present value, with the draws of the step, and returns f there (0 without an f)."""
    (number,), (path,), run = trial.numbers, trial.paths, job.run
    x = run.trajectories["x"]

    def closure() -> Any:
        with torch.inference_mode():
            kept = x.values[number, path, step].clone()
            x.values[number, path, step] = trial.parameter.detach() if x.vector else trial.parameter.detach()[0]
            gradient = _gradients(job, step)[number, path]
            assert run.family is not None
            known = run.family.name != NO_OBJECTIVE
            loss = Evaluator(run, positions(step, job.horizon), 0).number(w.f(w.x[w.t]))[number, path] if known else gradient.sum() * 0
            x.values[number, path, step] = kept
        trial.parameter.grad = gradient.clone()
        return loss.clone()

    return closure


def _trouble(run: Run, number: int, error: BaseException) -> None:
    run.troubles[number] = f"{type(error).__name__}: {error}".split("\n")[0]


def _mark_ends(run: Run, x: Trajectory) -> None:
    """Paths end before their first value that is no number; instances with troubles have none."""
    values = run.m.floats(x.values).reshape((run.instances, run.paths, run.horizon + 1, -1))
    lost = ~np.isfinite(values).all(axis=3)
    run.defined_until = np.where(lost.any(axis=2), lost.argmax(axis=2) - 1, FOREVER)
    run.defined_until[list(run.troubles)] = -1
