"""The words that speak of the problem and of the run: f, grad, stochastic_grad, iterates, points, steps."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy as sp

from checkers.experiment.rules.arithmetic import Array, Value, picked
from checkers.experiment.run import FOREVER, Trajectory
from problems.noise import stochastic_gradient
from theorems import words as w
from theorems.normal_form import gap

if TYPE_CHECKING:
    from checkers.experiment.evaluate import Evaluator


def at_points(v: "Evaluator", point: Any) -> tuple[Array, tuple[int, ...]]:
    """A vector-valued term as (I, M, d), with the shape (P, *axes) that M stands for."""
    array, vector = v.value(point)
    if not vector:  # SymPy writes u - u as the number 0
        array = array[..., None] + v.m.zeros((1, 1) + (1,) * v.axes + (v.run.dimension,))
    if array.shape[0] != v.run.instances:
        array = array + v.m.zeros((v.run.instances,) + (1,) * (len(array.shape) - 1))
    shape = tuple(array.shape[1:-1])
    return array.reshape((v.run.instances, -1, v.run.dimension)), shape


def _f(v: "Evaluator", e: Any) -> Value:
    assert v.run.family is not None
    x, shape = at_points(v, e.args[0])
    return v.run.family.value(v.run.arrays, x, v.m).reshape((v.run.instances, *shape)), False


def _gap(v: "Evaluator", e: Any) -> Value:
    return v.number(w.f(e.args[0])) - v.number(w.f_star), False


def _grad(v: "Evaluator", e: Any) -> Value:
    assert v.run.family is not None
    x, shape = at_points(v, e.args[0])
    return v.run.family.gradient(v.run.arrays, x, v.m).reshape((v.run.instances, *shape, v.run.dimension)), True


def _dist_sq(v: "Evaluator", e: Any) -> Value:
    assert v.run.family is not None
    assert v.run.family.dist_sq is not None
    x, shape = at_points(v, e.args[0])
    return v.run.family.dist_sq(v.run.arrays, x, v.m).reshape((v.run.instances, *shape)), False


def _stochastic(v: "Evaluator", e: Any) -> Value:
    """The mean of `batch` random gradients at a point, with the draws that belong to its sample index."""
    assert v.run.family is not None
    assert v.run.noise is not None
    sample, batch = v.step(e.args[1]), v.count(e.args[2])
    steps = v.run.draws.shape[2]
    within = (sample >= 0) & (sample < steps)
    if not within.all():
        v.outside = True
        v.require(within[None, None])
    x, x_shape = at_points(v, e.args[0])
    shape = np.broadcast_shapes(x_shape, (v.run.draws.shape[1], *sample.shape))
    if shape != x_shape:
        wide = x.reshape((v.run.instances, *x_shape, v.run.dimension)) + v.m.zeros((1, *shape, 1))
        x = wide.reshape((v.run.instances, -1, v.run.dimension))
    drawn = _draws(v, np.clip(sample, 0, steps - 1), batch, shape)
    mean = stochastic_gradient(v.run.family, v.run.arrays, v.run.noise, x, drawn, v.m)
    return mean.reshape((v.run.instances, *shape, v.run.dimension)), True


def _draws(v: "Evaluator", sample: np.ndarray, batch: int, shape: tuple[int, ...]) -> Any:
    """The first `batch` draws of each sample index, repeated to the shape of the points: (1 or I, M, b), for Gaussian noise (I, M, b, d)."""
    assert v.run.noise is not None
    if v.run.noise[0] == "gaussian":
        taken = v.m.take(v.run.draws, sample.reshape(-1), 2)[:, :, :, :batch]
        wide = taken.reshape((*taken.shape[:2], *sample.shape, *taken.shape[3:])) + v.m.zeros((1, *shape, 1, 1))
        return wide.reshape((v.run.instances, -1, *taken.shape[3:]))
    picked = v.run.draws[:, :, sample.reshape(-1), :batch]
    wide = np.array(np.broadcast_to(picked.reshape((*picked.shape[:2], *sample.shape, batch)), (picked.shape[0], *shape, batch)))
    return wide.reshape((picked.shape[0], -1, batch))


def _at_random(v: "Evaluator", e: Any) -> Value:
    """One of several terms, by the draw of a step."""
    sample, *terms = e.args
    steps, where = v.run.draws.shape[2], v.step(sample)
    within = (where >= 0) & (where < steps)
    v.outside |= not within.all()
    v.require(within[None, None])
    drawn = v.run.draws[:, :, np.clip(where, 0, steps - 1).reshape(-1), 0]
    return picked(v, drawn.reshape((*drawn.shape[:2], *where.shape)), terms)


def _point(v: "Evaluator", e: Any) -> Value:
    return v.spread(v.run.points[e.name]), True


def _special(v: "Evaluator", e: Any) -> Value:
    if e == w.f_star:
        assert v.run.f_star is not None
        return v.spread(v.run.f_star), False
    return v.constant(v.run.dimension)


def _index(v: "Evaluator", e: Any) -> Value:
    return v.m.integers(v.positions[e])[None, None], False


def _indexed(v: "Evaluator", e: Any) -> Value:
    found = v.run.trajectories[e.base.name]
    where = v.step(e.indices[0])
    last = found.first + found.values.shape[2] - 1
    if where.size == 1:
        return _member(v, found, where, last), found.vector
    within = (where >= found.first) & (where <= last)
    if not within.all():
        v.outside = True
        v.require(within[None, None])
    _while_defined(v, where)
    positions = np.clip(where, found.first, last) - found.first
    values = found.values[:, :1] if (where <= 0).all() else found.values
    taken = v.m.take(values, positions.reshape(-1), 2)
    return taken.reshape((*values.shape[:2], *positions.shape, *values.shape[3:])), found.vector


def _member(v: "Evaluator", found: Trajectory, where: np.ndarray, last: int) -> Array:
    """The member at one step."""
    step = int(where.flat[0])
    if not found.first <= step <= last:
        v.outside = True
        v.require(np.zeros((1, 1) + (1,) * v.axes, dtype=bool))
    _while_defined(v, where)
    values = found.values[:, :1] if step <= 0 else found.values
    taken = v.m.member(values, min(max(step, found.first), last) - found.first, 2)
    return taken.reshape((*taken.shape[:2], *(1,) * v.axes, *taken.shape[2:])) if v.axes else taken


def _while_defined(v: "Evaluator", where: np.ndarray) -> None:
    """Members have a value up to the step at which the method's own equations lost theirs."""
    if v.run.defined_until.min() < FOREVER:
        v.require(where[None, None] <= v.run.defined_until.reshape((*v.run.defined_until.shape, *(1,) * v.axes)))


RULES: dict[type, Callable[["Evaluator", Any], Value]] = {
    w.AtRandom: _at_random,
    w.Index: _index,
    w.Special: _special,
    w.Point: _point,
    sp.Indexed: _indexed,
    w.f: _f,
    gap: _gap,
    w.grad: _grad,
    w.stochastic_grad: _stochastic,
    w.dist_sq: _dist_sq,
}
