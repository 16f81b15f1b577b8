"""How much faster a batch of trials runs than a loop over seeds: the engine against `torch.optim.SGD` with autograd, one seed at a time.

Both draw a mini-batch at every step and record F(x_t) at the same steps (all of them, or some where F costs far more than a step), the
engine as the value of a claim's own f(x[t]). One instance is run with 1024 seeds, as many at a time as LARGEST allows; a trial of the
loop costs the same however many there are, so that a few suffice. First both must walk the same path on the same draws. Then they take
turns, so that a busy machine slows both alike; the ratio of the medians is what counts.
"""

import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import torch
from torch.nn import Linear, Sequential, Tanh
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
LARGEST = 20_000_000
"""Numbers that the trajectories of the seeds run at a time may hold."""
CHECKPOINTS = 32
"""F of a network is recorded at every so many steps: over all rows it costs more than three steps."""
ROOT = 0
RIDGE, STEP = Fraction(1, 100), Fraction(1, 50)
CLOSE = 1e-10

eta, b = constants("eta"), naturals("b")
THEOREM = Theorem(method=SGD(step=eta, batch=b), claim=f(x[t]) >= 0)
FORM = normal_form(THEOREM.claims[0])
Tensor = torch.Tensor
Loss = Callable[[Tensor, Tensor], Tensor]


@dataclass(frozen=True)
class Problem:
    """A case for the engine; for the loop the same data, the trained weights at a start with the loss (a mean over rows), and a ridge.

    every : F is recorded at every so many steps
    ratio : how many times faster the engine is to be
    """

    name: str
    case: Case
    rows: Tensor
    targets: Tensor
    model: Callable[[Tensor], tuple[Tensor, Loss]]
    ratio: float
    ridge: float = 0.0
    every: int = 1


def problems(n: int = 100, d: int = 20, batch: int = 10, steps: int = STEPS, width: int = 64, every: int = CHECKPOINTS) -> list[Problem]:
    """Least squares, logistic regression and a two-layer network (first layer trained) on one seeded matrix of eighths."""
    random = np.random.default_rng(0)
    rows, targets = _eighths(random, n, d), tuple(number for (number,) in _eighths(random, n, 1))
    signs = tuple(Fraction((-1) ** r) for r in range(width))
    squares = Instance("least_squares", {}, {"rows": rows, "targets": targets}, d, {}, "least squares")
    logistic = Instance("logistic", {}, {"rows": rows, "targets": (Fraction(0),) * n, "ridge": RIDGE}, d, {}, "logistic regression")
    network = Instance("two_layer", {}, {"rows": rows, "targets": targets, "signs": signs}, width * d, {}, "two-layer network")
    start = tuple(entry / 4 for row in _eighths(random, width, d) for entry in row)
    data, zero, y = _floats(rows), torch.zeros(n, dtype=torch.float64), _floats(targets)
    return [
        Problem("least squares", _case(squares, batch, steps), data, y, _linear(_half_squares), 100),
        Problem("logistic", _case(logistic, batch, steps), data, zero, _linear(_log_losses), 60, ridge=float(RIDGE)),
        Problem("two-layer network", _case(network, batch, steps, start), data, y, _network(_floats(signs)), 20, every=every),
    ]


def _linear(loss: Callable[[Tensor, Tensor], Tensor]) -> Callable[[Tensor], tuple[Tensor, Loss]]:
    """A loss of predictions that are linear in the weights."""

    def made(start: Tensor) -> tuple[Tensor, Loss]:
        w = start.clone().requires_grad_()
        return w, lambda rows, targets: loss(rows @ w, targets)

    return made


def _network(signs: Tensor) -> Callable[[Tensor], tuple[Tensor, Loss]]:
    """A two-layer tanh network as torch writes it, whose last layer keeps the weights m^(-1/2) v."""
    width = len(signs)

    def made(start: Tensor) -> tuple[Tensor, Loss]:
        d = len(start) // width
        first, last = Linear(d, width, bias=False, dtype=torch.float64), Linear(width, 1, bias=False, dtype=torch.float64)
        first.weight.data, last.weight.data = start.reshape(d, width).mT.clone(), signs[None] / width**0.5
        last.weight.requires_grad_(False)
        net = Sequential(first, Tanh(), last)
        return first.weight, lambda rows, targets: _half_squares(net(rows)[:, 0], targets)

    return made


def _half_squares(outputs: Tensor, targets: Tensor) -> Tensor:
    return ((outputs - targets) ** 2).mean() / 2


def _log_losses(outputs: Tensor, targets: Tensor) -> Tensor:
    return softplus(targets - outputs).mean()


def _floats(numbers: Matrix | Vector) -> Tensor:
    return torch.tensor(np.array(numbers, dtype=float))


def _eighths(random: np.random.Generator, n: int, d: int) -> Matrix:
    return tuple(tuple(Fraction(int(e), 8) for e in row) for row in random.integers(-16, 17, (n, d)))


def _case(instance: Instance, batch: int, steps: int, start: Vector = ()) -> Case:
    begun = start or (Fraction(1),) * instance.dimension
    return Case(instance, {"eta": STEP, "b": Fraction(batch)}, Noise("finite_sum"), begun, steps=steps)


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
    ways = {"SGD loop": (loop_all, LOOPED_SEEDS * LOOPED_STEPS), "engine": (engine_all, SEEDS * STEPS)}
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
    """One batch through the engine: the draws (seeds, steps, batch), the iterates (seeds, steps + 1, d) and F at each checkpoint (seeds, ...)."""
    m, case = Float64(), problem.case
    with m.scope():
        made = prepared(THEOREM, [case], m, Sampling(ROOT, 0, seeds))
        simulate(THEOREM, made, starts([case], m))
        values = m.floats(sides(FORM, made, grids(FORM, range(0, case.steps + 1, problem.every), [])).large)
    return made.draws[0], m.floats(made.trajectories["x"].values[0]), values[0, :, :, 0]


def loop(problem: Problem, batches: Iterable[Tensor]) -> tuple[Any, Any]:
    """One seed with autograd and torch.optim.SGD: the iterates (steps + 1, d) and F at each checkpoint."""
    w, loss = problem.model(_floats(problem.case.start or ()))
    optimiser = torch.optim.SGD([w], lr=float(STEP), weight_decay=problem.ridge)
    points, values = [_flat(w)], [_objective(problem, w, loss)]
    for step, picked in enumerate(batches, 1):
        optimiser.zero_grad()
        loss(problem.rows[picked], problem.targets[picked]).backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        points.append(_flat(w))
        if step % problem.every == 0:
            values.append(_objective(problem, w, loss))
    return torch.stack(points).numpy(), np.array(values)


def _flat(w: Tensor) -> Tensor:
    """The weights as the family reads them: those of a layer, which torch keeps as (outputs, inputs), by rows of the transposed matrix."""
    return w.detach().mT.flatten().clone() if w.ndim == 2 else w.detach().clone()


def _objective(problem: Problem, w: Tensor, loss: Loss) -> float:
    with torch.no_grad():
        value = loss(problem.rows, problem.targets)
        return float(value + problem.ridge / 2 * (w @ w) if problem.ridge else value)


def loop_all(problem: Problem) -> None:
    """A few seeds, one after the other, on draws of their own."""
    for seed in range(LOOPED_SEEDS):
        loop(problem, _drawn(problem, seed))


def _drawn(problem: Problem, seed: int) -> Iterator[Tensor]:
    random = torch.Generator().manual_seed(seed)
    size = (int(problem.case.constants["b"]),)
    for _ in range(LOOPED_STEPS):
        yield torch.randint(len(problem.rows), size, generator=random)


def engine_all(problem: Problem) -> None:
    """All seeds, in as few batches of equal size as LARGEST allows."""
    numbers = SEEDS * (problem.case.steps + 1) * problem.case.instance.dimension
    for seeds in np.array_split(np.arange(SEEDS), -(-numbers // LARGEST)):
        engine(problem, seeds.tolist())
