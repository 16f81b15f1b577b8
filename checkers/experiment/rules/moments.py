"""What stands inside an expectation of a quadratic: random vectors as affine forms in the noise, random numbers as their expectations.

A random vector is an array (I, S, *axes, d), in row 0 its mean, in the others what the coordinates of the noise are multiplied by
(`Moments` in run.py); a vector with one row is not random. The noise has mean zero, and what is drawn at different steps is uncorrelated, so
that E<u, v> is the inner product of the means plus that of the rows weighted by the covariances.
"""

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy as sp

from checkers.experiment.degrees import slot
from checkers.experiment.rules.arithmetic import Array, Value, aligned
from checkers.experiment.run import Moments
from theorems import words as w

if TYPE_CHECKING:
    from checkers.experiment.evaluate import Evaluator

AT_ONCE = 2**17
"""Products for each instance that a covariance adds up at a time; over two index axes there are many."""


def expected(v: "Evaluator", e: Any) -> Value:
    """The expectation of a term that is at most quadratic in what is random."""
    if len(e.args) > 1:
        raise TypeError("moments give no conditional expectation")
    inside = v.averaged()
    array, vector = inside.value(e.args[0])
    v.outside |= inside.outside
    v.require(inside.defined)
    return array[:, :1], vector


def _moments(v: "Evaluator") -> Moments:
    assert v.run.moments is not None
    return v.run.moments


def _vector(v: "Evaluator", e: Any) -> Array:
    """A vector-valued term, for all instances : (I, 1 or S, *axes, d)."""
    array, vector = v.value(e)
    if vector and array.shape[0] == v.run.instances:
        return array
    array = array if vector else array[..., None]  # SymPy writes u - u as the number 0
    return array + v.m.zeros((v.run.instances,) + (1,) * (v.axes + 1) + (v.run.dimension,))


def _padded(v: "Evaluator", a: Array) -> Array:
    """A vector that is not random, with rows of zeros below its mean."""
    if a.shape[1] > 1:
        return a
    first = (np.arange(_moments(v).rows) == 0).reshape((1, -1) + (1,) * (len(a.shape) - 2))
    return v.m.choose(first, a, v.m.zeros((1,) * len(a.shape)))


def _add(v: "Evaluator", e: Any) -> Value:
    arrays, vector = aligned([v.value(a) for a in e.args])
    if vector and any(a.shape[1] > 1 for a in arrays):
        arrays = [_padded(v, a) for a in arrays]
    return sum(arrays[1:], arrays[0]), vector


def _on_mean(v: "Evaluator", function: Callable[..., Array], u: Array) -> Array:
    """One of the family's functions at the mean of a vector."""
    mean = u[:, :1]
    found = function(v.run.arrays, mean.reshape((v.run.instances, -1, v.run.dimension)), v.m)
    return found.reshape((*mean.shape[:-1], *found.shape[2:]))


def _turned(v: "Evaluator", u: Array, matrix: Array) -> Array:
    """Every row times a matrix of its instance : (I, d, d)."""
    flat = v.m.matmul(u.reshape((u.shape[0], -1, v.run.dimension)), matrix)
    return flat.reshape(u.shape)


def _covariance(v: "Evaluator", a: Array, b: Array) -> Array:
    """E<a - E a, b - E b> : (I, 1, *axes)."""
    q = _moments(v)
    if a.shape[1] == 1 or b.shape[1] == 1:
        return v.m.zeros((1,) * (len(a.shape) - 1))
    weighted = _weighted(v, b[:, 1:])
    size = max(1, AT_ONCE // math.prod(np.broadcast_shapes(tuple(a.shape[2:]), tuple(b.shape[2:]))))
    blocks = [slice(first, first + size) for first in range(0, q.rows - 1, size)]
    found = [v.m.total(v.m.total(a[:, 1:][:, some] * weighted[:, some], -1), 1)[:, None] for some in blocks]
    return sum(found[1:], found[0])


def _weighted(v: "Evaluator", rows: Array) -> Array:
    """The rows below a mean times the covariances of their step."""
    q = _moments(v)
    flat = rows.reshape((rows.shape[0], q.steps, q.width, -1))
    return (flat * q.covariance if q.width == 1 else v.m.matmul(q.covariance, flat)).reshape(rows.shape)


def _inner(v: "Evaluator", e: Any) -> Value:
    a, b = _vector(v, e.args[0]), _vector(v, e.args[1])
    return v.m.total(a[:, :1] * b[:, :1], -1) + _covariance(v, a, b), False


def _norm_sq(v: "Evaluator", e: Any) -> Value:
    a = _vector(v, e.args[0])
    return v.m.total(a[:, :1] * a[:, :1], -1) + _covariance(v, a, a), False


def _f(v: "Evaluator", e: Any) -> Value:
    assert v.run.family is not None
    u = _vector(v, e.args[0])
    return _on_mean(v, v.run.family.value, u) + _covariance(v, u, _turned(v, u, _moments(v).hessian)) / 2, False


def _dist_sq(v: "Evaluator", e: Any) -> Value:
    assert v.run.family is not None
    assert v.run.family.dist_sq is not None
    u = _vector(v, e.args[0])
    away = _turned(v, u, v.run.arrays["curved"])
    return _on_mean(v, v.run.family.dist_sq, u) + _covariance(v, away, away), False


def _gradient(v: "Evaluator", point: Any) -> Array:
    assert v.run.family is not None
    u = _vector(v, point)
    mean = _on_mean(v, v.run.family.gradient, u)
    if u.shape[1] == 1:
        return mean
    first = (np.arange(u.shape[1]) == 0).reshape((1, -1) + (1,) * (len(u.shape) - 2))
    return v.m.choose(first, mean, _turned(v, u, _moments(v).hessian))


def _stochastic(v: "Evaluator", e: Any) -> Value:
    """The gradient plus the noise of the draw with this sample index."""
    q, sample = _moments(v), v.step(e.args[1])
    within = (sample >= 0) & (sample < q.steps)
    if not within.all():
        v.outside = True
        v.require(within[None, None])
    number = 0 if q.slots is None else q.slots.index(slot(e))
    return _padded(v, _gradient(v, e.args[0])) + _noise(v, np.clip(sample, 0, q.steps - 1), number), True


def _noise(v: "Evaluator", sample: np.ndarray, number: int) -> Array:
    """The noise of a slot at the steps `sample` : (*axes), as an affine form."""
    q = _moments(v)
    row = np.arange(q.rows) - 1
    of_slot = (row >= 0) & (row % q.width // q.coordinates == number)
    step = np.where(of_slot, row // q.width, -1).reshape((-1,) + (1,) * v.axes)
    here = step == sample[None]
    vectors = q.vectors.reshape((v.run.instances, q.rows, *(1,) * v.axes, v.run.dimension))
    return v.m.choose(here[None, ..., None], vectors, v.m.zeros((1,) * len(vectors.shape)))


RULES: dict[type, Callable[["Evaluator", Any], Value]] = {
    sp.Add: _add,
    w.inner: _inner,
    w.norm_sq: _norm_sq,
    w.f: _f,
    w.grad: lambda v, e: (_gradient(v, e.args[0]), True),
    w.stochastic_grad: _stochastic,
    w.dist_sq: _dist_sq,
}
