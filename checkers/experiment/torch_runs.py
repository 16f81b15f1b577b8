"""Real optimizers, run in float64: each trial has a parameter and an optimizer of its own, fed with the gradients that equations would see.

The optimizer is called as in training: outside inference mode, with float64 as torch's default dtype (some optimizers keep scalars of their own
in it), one `step` for each step of the run. What it prints goes to the standard error, what it draws by itself comes from a seed. All settings
are given back.
"""

import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import Any

import numpy as np
import sympy as sp
import torch

from checkers.experiment import engine
from checkers.experiment.evaluate import Evaluator
from checkers.experiment.last_places import GRADIENT, OPTION, START, Moved
from checkers.experiment.run import FOREVER, Run, Trajectory
from problems.instance import Array
from problems.no_objective import NAME as NO_OBJECTIVE
from theorems import words as w
from theorems.language import Theorem
from theorems.torch_optimizer import SCHEDULED, TorchOptimizer, accepted
from theorems.typed import VECTOR, free_indices


def simulate(theorem: Theorem, run: Run, start: Array | None, horizon: int | None = None) -> Run:
    """Fill the trajectories of a prepared run in floats: by the method's equations, or by the optimizer itself."""
    if isinstance(theorem.method, TorchOptimizer):
        assert start is not None
        return run_optimizer(theorem.method, run, start, horizon)
    return engine.simulate(theorem, run, start, horizon)


@dataclass(frozen=True)
class _Trial:
    """One instance on one path: its place in the batch, the parameter, and the optimizer that steps it."""

    place: tuple[int, int]
    parameter: Any
    optimizer: Any


@dataclass(frozen=True)
class _Job:
    """What is run: an optimizer on a batch, the value of T in its options, and how the run is moved, if it is."""

    method: TorchOptimizer
    run: Run
    horizon: int | None
    moved: Moved | None


def run_optimizer(method: TorchOptimizer, run: Run, start: Array, horizon: int | None = None, moved: Moved | None = None) -> Run:
    """x on every path of every instance; an instance on which the optimizer raises has no values, and its message in `run.troubles`.

    start : (I, 1, d); horizon : the value of T in the options; moved : how inputs and steps are perturbed, if they are.
    """
    x = _opened(method, run, start if moved is None else moved.scaled(start, START))
    with torch.random.fork_rng(devices=[]):
        torch.default_generator.manual_seed(0 if moved is None else moved.seed + 1)
        _run(_Job(method, run, horizon, moved), x)
    _mark_ends(run, x)
    return run


def _run(job: _Job, x: Trajectory) -> None:
    trials = [trial for number in range(job.run.instances) for trial in _trials(job, x, number)]
    for step in range(job.run.horizon):
        gradients, rates = _gradients(job, step), _scheduled(job, step)
        alive = [trial for trial in trials if trial.place[0] not in job.run.troubles]
        with _training():
            for trial in alive:
                _step(job, trial, step, gradients, rates)
        _store(x, [trial for trial in alive if trial.place[0] not in job.run.troubles], step + 1)


def _opened(method: TorchOptimizer, run: Run, start: Array) -> Trajectory:
    vector = method.sequences["x"] == VECTOR
    values = run.m.zeros((run.instances, run.paths, run.horizon + 1, *((run.dimension,) if vector else ())))
    x = run.trajectories["x"] = Trajectory(values, 0, vector)
    x.values[:, :, 0] = start if vector else start[..., 0]
    run.defined_until = np.full((run.instances, run.paths), FOREVER)
    return x


def _positions(step: int, horizon: int | None) -> dict[Any, np.ndarray]:
    found: dict[Any, np.ndarray] = {w.t: np.array(step, dtype=np.int64)}
    return found if horizon is None else {**found, w.T: np.array(horizon, dtype=np.int64)}


def _trials(job: _Job, x: Trajectory, number: int) -> list[_Trial]:
    options = options_of(job.method, job.run, number, job.horizon, job.moved)
    made = []
    with _training():
        try:
            for path in range(job.run.paths):
                parameter = torch.nn.Parameter(x.values[number, path, 0].reshape(-1).clone())
                made.append(_Trial((number, path), parameter, job.method.optimizer([parameter], **options)))
        except (Exception, SystemExit) as error:
            _trouble(job.run, number, error)
    return made


def options_of(method: TorchOptimizer, run: Run, number: int, horizon: int | None, moved: Moved | None = None, step: int = 0) -> dict[str, Any]:
    """The options of one instance as torch takes them: floats, and whole numbers as such unless the class's own default is a float.

    Each number among them is moved by itself, and anew in every step.
    """
    place = count()

    def evaluate(e: Any) -> float:
        found = Evaluator(run, _positions(step, horizon), 0).number(e)
        found = found if moved is None else moved.scaled(found, OPTION, step, next(place))
        return float(found[number if found.shape[0] > 1 else 0, 0])

    defaults = accepted(method.optimizer)[0]
    return {name: _passed(value, defaults.get(name), evaluate) for name, value in method.options}


def _passed(value: Any, default: Any, evaluate: Callable[[Any], float]) -> Any:
    if isinstance(value, tuple):
        defaults = default if isinstance(default, tuple) and len(default) == len(value) else (None,) * len(value)
        return tuple(_passed(member, own, evaluate) for member, own in zip(value, defaults, strict=True))
    if not isinstance(value, sp.Expr):
        return value
    if isinstance(value, (sp.Integer, w.Natural)) and not isinstance(default, float):
        return round(evaluate(value))
    return evaluate(value)


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
    array, vector = Evaluator(run, _positions(step, job.horizon), 0).value(job.method.gradient)
    array = array if vector else array[..., None]
    array = array + run.m.zeros((run.instances, run.paths, run.dimension))
    return array if job.moved is None else job.moved.scaled(array, GRADIENT, step)


def _scheduled(job: _Job, step: int) -> list[float] | None:
    """The learning rate of each instance in a step, where it depends on the step."""
    rate = dict(job.method.options).get(SCHEDULED)
    if not isinstance(rate, sp.Expr) or w.t not in free_indices(rate):
        return None
    return [options_of(job.method, job.run, number, job.horizon, job.moved, step)[SCHEDULED] for number in range(job.run.instances)]


def _step(job: _Job, trial: _Trial, step: int, gradients: Array, rates: list[float] | None) -> None:
    """One step of one trial."""
    number, path = trial.place
    before = None if job.moved is None else trial.parameter.detach().clone()
    trial.parameter.grad = gradients[number, path].clone()
    try:
        if rates is not None:
            _set_rate(trial.optimizer, rates[number])
        if _needs_closure(job.method.optimizer):
            trial.optimizer.step(_closure(job, trial, step))
        else:
            trial.optimizer.step()
        _check(trial.parameter, job.run.dimension)
        if job.moved is not None:
            with torch.no_grad():
                trial.parameter.copy_(job.moved.stepped(trial.parameter.detach(), before, step))
    except (Exception, SystemExit) as error:
        _trouble(job.run, number, error)


def _check(parameter: Any, dimension: int) -> None:
    """Whether a step has left the parameter what it was: numbers of torch's float64, one for each coordinate."""
    kept = (parameter.dtype, tuple(parameter.shape), parameter.layout, parameter.device.type)
    if kept != (torch.float64, (dimension,), torch.strided, "cpu"):
        now = f"{parameter.dtype} of shape {tuple(parameter.shape)}, {parameter.layout}, on {parameter.device}"
        raise TypeError(f"step() turned the parameter from torch.float64 of shape {(dimension,)} into {now}")


def _store(x: Trajectory, trials: list[_Trial], step: int) -> None:
    """What a step made of x on every path."""
    if trials:
        numbers, paths = (list(places) for places in zip(*(trial.place for trial in trials), strict=True))
        made = torch.stack([trial.parameter.detach() for trial in trials])
        x.values[numbers, paths, step] = made if x.vector else made[:, 0]


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
    (number, path), run = trial.place, job.run
    x = run.trajectories["x"]

    def closure() -> Any:
        with torch.inference_mode():
            kept = x.values[number, path, step].clone()
            x.values[number, path, step] = trial.parameter.detach() if x.vector else trial.parameter.detach()[0]
            gradient = _gradients(job, step)[number, path]
            assert run.family is not None
            known = run.family.name != NO_OBJECTIVE
            loss = Evaluator(run, _positions(step, job.horizon), 0).number(w.f(w.x[w.t]))[number, path] if known else gradient.sum() * 0
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
