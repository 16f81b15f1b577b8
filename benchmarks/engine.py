"""How much faster a batch of trials runs than a loop over seeds: the engine against `torch.optim.SGD` with autograd, one seed at a time.

Both draw a mini-batch at every step and record F(x_t), the engine as the value of a claim's own f(x[t]). One instance is run with
1024 seeds, in one batch as the reader runs them; a trial of the loop costs the same however many there are, so that a few suffice.
First both must walk the same path on the same draws. Then they take turns, so that a busy machine slows both alike; the ratio of the
medians is what counts.
"""

import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import torch
from torch.nn.functional import softplus

from benchmarks import Measurement
from checkers.experiment.case import Case
from checkers.experiment.engine import Sampling, prepared, simulate, starts
from checkers.experiment.margins import grids, sides
from problems.float64 import Float64
from problems.instance import Instance, Matrix, Vector
from problems.noise import Noise
from theorems.language import Theorem, constants, f, naturals, t, x
from theorems.methods import SGD
from theorems.normal_form import normal_form

ROUNDS = 7
SEEDS, STEPS = 1024, 128
LOOPED_SEEDS, LOOPED_STEPS = 2, 128
ROOT = 0
RIDGE, STEP = Fraction(1, 100), Fraction(1, 50)
CLOSE = 1e-10

eta, b = constants("eta"), naturals("b")
THEOREM = Theorem(method=SGD(step=eta, batch=b), claim=f(x[t]) >= 0)
FORM = normal_form(THEOREM.claims[0])
Tensor = torch.Tensor


@dataclass(frozen=True)
class Problem:
    """A case for the engine, the same data and loss (a mean over rows) for the loop, and the ratio to reach."""

    name: str
    case: Case
    rows: Tensor
    targets: Tensor
    loss: Callable[[Tensor, Tensor, Tensor], Tensor]
    ridge: float
    ratio: float


def problems(n: int = 100, d: int = 20, batch: int = 10, steps: int = STEPS) -> list[Problem]:
    """Least squares and logistic regression on one seeded matrix of eighths."""
    random = np.random.default_rng(0)
    rows, targets = _eighths(random, n, d), tuple(number for (number,) in _eighths(random, n, 1))
    squares = Instance("least_squares", {}, {"rows": rows, "targets": targets}, d, {}, "least squares")
    logistic = Instance("logistic", {}, {"rows": rows, "targets": (Fraction(0),) * n, "ridge": RIDGE}, d, {}, "logistic regression")
    return [
        Problem("least squares", _case(squares, batch, steps), _floats(rows), _floats(targets), _half_squares, 0.0, 100),
        Problem("logistic", _case(logistic, batch, steps), _floats(rows), torch.zeros(n, dtype=torch.float64), _log_losses, float(RIDGE), 60),
    ]


def _half_squares(rows: Tensor, targets: Tensor, w: Tensor) -> Tensor:
    return ((rows @ w - targets) ** 2).mean() / 2


def _log_losses(rows: Tensor, targets: Tensor, w: Tensor) -> Tensor:
    return softplus(targets - rows @ w).mean()


def _floats(numbers: Matrix | Vector) -> Tensor:
    return torch.tensor(np.array(numbers, dtype=float))


def _eighths(random: np.random.Generator, n: int, d: int) -> Matrix:
    return tuple(tuple(Fraction(int(e), 8) for e in row) for row in random.integers(-16, 17, (n, d)))


def _case(instance: Instance, batch: int, steps: int) -> Case:
    start: Vector = (Fraction(1),) * instance.dimension
    return Case(instance, {"eta": STEP, "b": Fraction(batch)}, Noise("finite_sum"), start, steps=steps)


def run() -> list[Measurement]:
    """For each problem the microseconds per step of a trial, and the ratio with its target."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        return [measurement for problem in problems() for measurement in _measured(problem)]
    finally:
        torch.set_num_threads(threads)


def _measured(problem: Problem) -> list[Measurement]:
    difference = disagreement(problem, range(2))
    if difference > CLOSE:
        raise RuntimeError(f"{problem.name}: loop and engine differ by {difference:.2g} on the same draws")
    ways = {"SGD loop": (_loop_all, LOOPED_SEEDS * LOOPED_STEPS), "engine": (_engine_all, SEEDS * STEPS)}
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, (way, trial_steps) in ways.items():
            began = time.process_time()
            way(problem)
            found[name].append((time.process_time() - began) / trial_steps)
    medians = {name: statistics.median(seconds) for name, seconds in found.items()}
    context = [Measurement(f"{problem.name}, {name}", 1e6 * median, "us/(step x trial)") for name, median in medians.items()]
    return [*context, Measurement(f"{problem.name}, SGD loop / engine", medians["SGD loop"] / medians["engine"], "", problem.ratio, at_least=True)]


def disagreement(problem: Problem, seeds: Sequence[int]) -> float:
    """The largest difference between the engine and the loop on the engine's draws, in the iterates and in F."""
    draws, points, values = engine(problem, seeds)
    largest = 0.0
    for path in range(len(seeds)):
        looped_points, looped_values = loop(problem, map(torch.from_numpy, draws[path]))
        largest = max(largest, abs(looped_points - points[path]).max(), abs(looped_values - values[path]).max())
    return float(largest)


def engine(problem: Problem, seeds: Sequence[int]) -> tuple[Any, Any, Any]:
    """One batch through the engine: the draws (seeds, steps, batch), the iterates (seeds, steps + 1, d) and F at each (seeds, steps + 1)."""
    m, case = Float64(), problem.case
    with m.scope():
        made = prepared(THEOREM, [case], m, Sampling(ROOT, 0, seeds))
        simulate(THEOREM, made, starts([case], m))
        values = m.floats(sides(FORM, made, grids(FORM, range(case.steps + 1), [])).large)
    return made.draws[0], m.floats(made.trajectories["x"].values[0]), values[0, :, :, 0]


def loop(problem: Problem, batches: Iterable[Tensor]) -> tuple[Any, Any]:
    """One seed with autograd and torch.optim.SGD: the iterates (steps + 1, d) and F at each (steps + 1)."""
    w = _floats(problem.case.start or ()).requires_grad_()
    optimiser = torch.optim.SGD([w], lr=float(STEP), weight_decay=problem.ridge)
    points, values = [w.detach().clone()], [_objective(problem, w)]
    for picked in batches:
        optimiser.zero_grad()
        problem.loss(problem.rows[picked], problem.targets[picked], w).backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        points.append(w.detach().clone())
        values.append(_objective(problem, w))
    return torch.stack(points).numpy(), np.array(values)


def _objective(problem: Problem, w: Tensor) -> float:
    with torch.no_grad():
        value = problem.loss(problem.rows, problem.targets, w)
        return float(value + problem.ridge / 2 * (w @ w) if problem.ridge else value)


def _loop_all(problem: Problem) -> None:
    for seed in range(LOOPED_SEEDS):
        loop(problem, _drawn(problem, seed))


def _drawn(problem: Problem, seed: int) -> Iterator[Tensor]:
    random = torch.Generator().manual_seed(seed)
    size = (int(problem.case.constants["b"]),)
    for _ in range(LOOPED_STEPS):
        yield torch.randint(len(problem.rows), size, generator=random)


def _engine_all(problem: Problem) -> None:
    engine(problem, range(SEEDS))
