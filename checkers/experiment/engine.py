"""Runs a method's own equations on a batch of cases, in floats to explore and in exact numbers to decide.

Every trial of the batch goes through all steps together: x is (I, P, d), I cases of one layout and P paths each. The paths are
the single one of a deterministic method, all sequences of draws (then expectations are exact), or seeded samples. Where moments take
the place of paths (expectation.py), the same equations run on affine forms in the noise.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import sympy as sp

from checkers.experiment.case import Case
from checkers.experiment.degrees import random_sequences
from checkers.experiment.evaluate import Evaluator, steady_terms
from checkers.experiment.run import FOREVER, NotRun, Run, Trajectory
from problems.instance import Array, layout, stacked
from problems.noise import stacked_atoms
from theorems import words as w
from theorems.language import Theorem
from theorems.method import Method
from theorems.settings import RandomNetwork
from theorems.torch_optimizer import TorchOptimizer
from theorems.typed import VECTOR

MOST_PATHS = 256
"""Sequences of draws that are enumerated at most; four times as many on the real line, where runs are cheap."""

REAL_PATHS = 16
"""The same from the second step on where a real optimizer takes every path by itself."""


def batch_of(theorem: Theorem, case: Case) -> int:
    """How many draws one step averages."""
    batches = stochastic_batches(theorem)
    sizes = {int(b) if b.is_Integer else int(case.constants[b.name]) for b in batches}
    return max(sizes, default=1)


@lru_cache(maxsize=256)
def stochastic_batches(theorem: Theorem) -> frozenset[Any]:
    """The batch sizes that the statement's stochastic gradients name."""
    return frozenset(term.args[2] for term in theorem.terms() if isinstance(term, w.stochastic_grad))


def enumerable_steps(theorem: Theorem, case: Case, most: int) -> int:
    """How many steps can be enumerated."""
    if case.noise is None:
        return most
    support = case.noise.support(case.family, case.instance)
    if support is None:
        return 0
    steps, paths, each = 0, 1, support ** batch_of(theorem, case)
    limit = MOST_PATHS * (4 if case.instance.dimension == 1 else 1)
    later = REAL_PATHS if isinstance(theorem.method, TorchOptimizer) else limit
    while steps < most and paths * each <= (later if steps else limit):
        steps, paths = steps + 1, paths * each
    return steps


def group_key(theorem: Theorem, case: Case) -> tuple[Any, ...]:
    """What cases must share to run as one batch."""
    noise = case.noise
    shape = None if noise is None else (noise.kind, len(noise.atoms))
    naturals = tuple((n.name, case.constants[n.name]) for n in theorem.names(w.Natural))
    return (layout(case.instance), shape, naturals, case.steps)


@dataclass(frozen=True)
class Sampling:
    """Seeded draws: the root seed, the number of the batch's first case among all sampled cases, and the seeds that each case is run with."""

    root: int
    first: int
    seeds: Sequence[int]


def prepared(theorem: Theorem, cases: Sequence[Case], m: Any, sampling: Sampling | None = None) -> Run:
    """The run of a batch before its first step: stacked problems, constants, points, and draws (all sequences of them unless sampled)."""
    first = cases[0]
    dimension, instances = first.instance.dimension, len(cases)
    run = Run(m=m, family=first.family, arrays=stacked([c.instance for c in cases], m), instances=instances, dimension=dimension, horizon=first.steps)
    for symbol in theorem.names(w.Constant) + theorem.names(w.Real):
        run.constants[symbol.name] = m.array([_value(c.constants[symbol.name], m) for c in cases], (instances, 1))
    run.naturals = {symbol.name: int(first.constants[symbol.name]) for symbol in theorem.names(w.Natural)}
    for name in first.points:
        run.points[name] = m.array([e for c in cases for e in c.points[name]], (instances, 1, dimension))
    if all(c.minimiser is not None for c in cases):
        run.points["x_star"] = m.array([(e.low, e.high) for c in cases for e in c.minimiser or ()], (instances, 1, dimension))
    if all(c.instance.infimum is not None for c in cases):
        run.f_star = m.array([(c.instance.infimum.low, c.instance.infimum.high) for c in cases if c.instance.infimum], (instances, 1))
    for name in first.sequences:
        members = [number for c in cases for number in c.sequences[name].members(first.steps + 1)]
        run.trajectories[name] = Trajectory(m.array(members, (instances, 1, first.steps + 1)), 0, False)
    run.setting = theorem.setting if isinstance(theorem.setting, RandomNetwork) else None
    if first.noise is not None:
        _draw(theorem, run, cases, sampling)
    return run


def _value(value: Any, m: Any) -> Any:
    """A rational as it is; a closed form evaluated in the arithmetic at hand."""
    if not isinstance(value, sp.Expr):
        return value
    number = Evaluator(Run(m=m), {}, 0).number(value)
    return number.reshape(-1)[0] if m.name == "exact" else float(number.reshape(-1)[0])


def _draw(theorem: Theorem, run: Run, cases: Sequence[Case], sampling: Sampling | None) -> None:
    noise = cases[0].noise
    assert noise is not None
    run.noise = (noise.kind, stacked_atoms([c.noise for c in cases if c.noise], run.m) if noise.kind == "additive" else None)
    run.batch = batch_of(theorem, cases[0])
    support = noise.support(cases[0].family, cases[0].instance)
    if sampling is None:
        assert support is not None
        run.support, run.paths = support, support ** (max(run.horizon, 1) * run.batch)
        run.draws = enumerated_draws(support, max(run.horizon, 1), run.batch)
        return
    run.paths = len(sampling.seeds)
    run.draws = np.stack([sampled_draws(noise.kind, run, sampling, number, support) for number in range(len(cases))])
    if noise.kind == "gaussian":
        scales = run.m.array([c.noise.scale for c in cases if c.noise], (len(cases), 1, 1, 1, 1))
        run.draws = run.m.array(run.draws.reshape(-1), run.draws.shape) * scales / run.dimension**0.5


def enumerated_draws(support: int, steps: int, batch: int) -> np.ndarray:
    """All sequences of draws in lexicographic order, the first draw varying slowest: (1, support^(steps batch), steps, batch)."""
    digits = steps * batch
    paths = np.arange(support**digits, dtype=np.int64)
    return np.stack([paths // support ** (digits - 1 - k) % support for k in range(digits)], axis=1).reshape(1, -1, steps, batch)


def sampled_draws(kind: str, run: Run, sampling: Sampling, number: int, support: int | None) -> np.ndarray:
    """Draws of one case, (seeds, steps, batch): one Philox stream for each (root, case, seed), so that they depend on nothing else."""
    steps = max(run.horizon, 1)
    keys = [[sampling.root, ((sampling.first + number) << 32) | seed] for seed in sampling.seeds]
    streams = [np.random.Generator(np.random.Philox(key=key)) for key in keys]
    if kind == "gaussian":
        return np.stack([g.standard_normal((steps, run.batch, run.dimension)) for g in streams])
    return np.stack([g.integers(0, support, (steps, run.batch)) for g in streams])


def simulate(theorem: Theorem, run: Run, start: Array | None, horizon: int | None = None) -> Run:
    """Fill the trajectories of a prepared run; `horizon` is the value of T in the equations that use it."""
    if theorem.method is None:
        return run
    if isinstance(theorem.method, TorchOptimizer):
        raise NotRun("a real optimizer has no exact run")
    assert start is not None
    _open(theorem.method, run, start)
    _set_start(theorem.method, run, horizon)
    steady = _steady(theorem.method, run, horizon)
    for step in range(run.horizon):
        _advance(theorem.method, run, step, steady)
    return run


def _open(method: Method, run: Run, start: Array) -> None:
    for name, kind in method.kinds:
        first = min([0, *(int(member.indices[0]) for member, _ in method.start if str(member.base) == name)])
        tail = (run.dimension,) if kind == VECTOR else ()
        values = run.m.zeros((run.instances, _rows(method, run, name), run.horizon + 1 - first, *tail))
        run.trajectories[name] = Trajectory(values, first, kind == VECTOR)
    x = run.trajectories.get("x")
    if x is not None:
        begun = start.reshape((run.instances, 1, run.dimension)) if x.vector else start.reshape((run.instances, 1))
        _store(run, x, 0, (begun, x.vector))
    run.defined_until = np.full((1, 1), FOREVER)


def _rows(method: Method, run: Run, name: str) -> int:
    """One for each path; where moments take their place, those of an affine form, and a single one for what is not random."""
    if run.moments is None:
        return run.paths
    return run.moments.rows if name in random_sequences(method) else 1


def _set_start(method: Method, run: Run, horizon: int | None) -> None:
    positions = {} if horizon is None else {w.T: np.array(horizon, dtype=np.int64)}
    for member, value in method.start:
        found = run.trajectories[str(member.base)]
        _store(run, found, int(member.indices[0]), Evaluator(run, positions, 0).value(value))


def _store(run: Run, trajectory: Trajectory, step: int, value: tuple[Array, bool]) -> None:
    """On every path; where moments take their place, in the rows that the value has, for what is not random has a mean only."""
    array, vector = value
    rows = slice(None) if run.moments is None else slice(array.shape[1])
    trajectory.values[:, rows, step - trajectory.first] = array[..., None] if trajectory.vector and not vector else array


def _steady(method: Method, run: Run, horizon: int | None) -> Evaluator:
    """An evaluator that knows the terms of the equations which are the same at every step."""
    found = Evaluator(run, {} if horizon is None else {w.T: np.array(horizon, dtype=np.int64)}, 0, run.moments is not None)
    if run.horizon:
        for term in {term for equation in method.equations for term in steady_terms(equation.rhs)}:
            found.value(term)
    return found


def _advance(method: Method, run: Run, step: int, steady: Evaluator) -> None:
    evaluator = steady.at(w.t, np.array(step, dtype=np.int64))
    for equation in method.equations:
        array, vector = evaluator.value(equation.rhs)
        _store(run, run.trajectories[equation.lhs.base.name], step + 1, (run.m.guard(array), vector))
        evaluator.known.pop(equation.lhs, None)
    if not evaluator.defined.all():
        broken = ~np.broadcast_to(evaluator.defined, (run.instances, run.paths))
        run.defined_until = np.where(broken & (run.defined_until == FOREVER), step, run.defined_until)


def starts(cases: Iterable[Case], m: Any) -> Array | None:
    """The starting points of a batch : (I, 1, d)."""
    batch = list(cases)
    if batch[0].start is None:
        return None
    return m.array([e for c in batch for e in c.start or ()], (len(batch), 1, batch[0].instance.dimension))
