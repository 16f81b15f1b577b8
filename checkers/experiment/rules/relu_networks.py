"""The words of a network's inputs, and of the limit kernel of ReLU networks."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from checkers.experiment.rules.arithmetic import Array, Value
from checkers.experiment.rules.networks import network_of, numbered
from problems.relu_moments import angles, limit_kernel
from theorems import relu_networks as words

if TYPE_CHECKING:
    from checkers.experiment.evaluate import Evaluator


def _entry(v: "Evaluator", e: Any, matrix: Array) -> Value:
    """The entry (i, j) of a matrix (I, n, n) of inputs."""
    n = matrix.shape[1]
    row, column = np.broadcast_arrays(v.step(e.args[0]), v.step(e.args[1]))
    v.require(((row >= 1) & (row <= n) & (column >= 1) & (column <= n))[None, None])
    entries = matrix.reshape((matrix.shape[0], *(1,) * (v.axes + 1), n * n))
    return numbered(v, entries, np.clip(row, 1, n) * n - n + np.clip(column, 1, n)), False


def _inputs(v: "Evaluator") -> Array:
    network_of(v)
    return v.run.arrays["inputs"]


def _gram(v: "Evaluator") -> Array:
    return v.m.matmul(_inputs(v), v.m.swap(_inputs(v)))


def _angle(v: "Evaluator", e: Any) -> Value:
    inputs = _inputs(v)
    zero = v.m.is_zero(v.m.total(inputs * inputs, -1))
    if not zero.any():
        return _entry(v, e, angles(inputs, v.m)[0])
    n = inputs.shape[1]
    nowhere = zero.reshape((zero.shape[0], *(1,) * (v.axes + 1), n))
    for place in map(v.step, e.args):
        v.require(~np.take_along_axis(nowhere, np.clip(place, 1, n)[None, None, ..., None] - 1, axis=-1)[..., 0])
    one = v.m.integers(np.ones((1, 1, 1), dtype=np.int64))
    return _entry(v, e, angles(v.m.choose(zero[..., None], one, inputs), v.m)[0])


def _extreme(v: "Evaluator", matrix: Array, sign: int) -> Value:
    """The least eigenvalue of matrices (I, n, n) of no negative ones (sign 1), or the largest (sign -1)."""
    found = sign * v.m.running_least(sign * v.m.eigenvalues(matrix), 1)[:, -1]
    return v.spread(v.m.nonnegative(found)[:, None]), False


RULES: dict[type, Callable[["Evaluator", Any], Value]] = {
    words.input_inner: lambda v, e: _entry(v, e, _gram(v)),
    words.angle: _angle,
    words.input_gram_norm: lambda v, e: _extreme(v, _gram(v), -1),
    words.limit_kernel_min: lambda v, e: _extreme(v, limit_kernel(_inputs(v), v.m), 1),
}
