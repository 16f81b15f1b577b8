"""The tangent kernel of a network, from activations and backward signals: no Jacobian is formed."""

from typing import TYPE_CHECKING, Any

import numpy as np

from checkers.experiment.rules.arithmetic import Array, Value
from checkers.experiment.rules.networks import network_of, numbered
from checkers.experiment.rules.problem import at_points
from theorems import observables

if TYPE_CHECKING:
    from checkers.experiment.evaluate import Evaluator


def _entry(v: "Evaluator", e: Any) -> Value:
    x, shape = at_points(v, e.args[0])
    kernel = network_of(v).kernel(v.run.arrays, x, v.m)
    n = int(kernel.shape[-1])
    row, column = v.step(e.args[1]), v.step(e.args[2])
    v.require(((row >= 1) & (row <= n) & (column >= 1) & (column <= n))[None, None])
    return _picked(v, kernel.reshape((v.run.instances, *shape, -1)), n, *np.broadcast_arrays(row, column)), False


def _picked(v: "Evaluator", kernel: Array, n: int, row: np.ndarray, column: np.ndarray) -> Array:
    """The entries (row, column) of kernels (I, P, *axes, n n)."""
    return numbered(v, kernel, np.clip(row, 1, n) * n - n + np.clip(column, 1, n))


RULES = {observables.tangent_kernel: _entry}
