"""Gradient descent on the squared loss of a network, beside its linearisation at the start, in float64.

The linearisation is F_lin(w) = F(w_0) + DF(w_0)(w - w_0). Trained itself with the same steps, its residual is (I - rate K_0)^t (F(w_0) - y) with
the tangent kernel K_0 = DF(w_0) DF(w_0)^T.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from problems.float64 import Float64
from problems.instance import Instance, Vector, stacked
from problems.network import Model, Outputs

Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Training:
    """What is seen of a run at the steps `at` : (K,).

    outputs, tangent, linear : (K, n), the network's outputs F(w_t), its linearisation's F_lin(w_t), and those of the linearisation trained itself
    distance, path : (K,), ||w_t - w_0|| and the length of the way there; kernel : (n, n), that of the start; last : (p,), the last parameters
    """

    at: tuple[int, ...]
    outputs: Numbers
    tangent: Numbers
    linear: Numbers
    distance: Numbers
    path: Numbers
    kernel: Numbers
    last: Numbers


def trained(network: Model, instance: Instance, start: Vector | Numbers, targets: Numbers, rate: float, seen: Sequence[int]) -> Training:
    """Gradient descent on 1/2 |F - y|^2 with step size `rate`, from `start` : (p,) to the targets y : (n,), up to the last of the steps `seen`."""
    m, at = Float64(), tuple(sorted({0, *seen}))
    with m.scope():
        p, begun = stacked([instance], m), np.array(start, dtype=float)
        x = m.array(begun, (1, 1, len(begun)))
        slopes = np.asarray(network.jacobian(p, x, m))[0, 0]
        here, path, rows = begun, 0.0, []
        for step in range(at[-1] + 1):
            before, here = here, np.asarray(x)[0, 0]
            outputs, path = np.asarray(network.outputs(p, x, m))[0, 0], path + float(np.linalg.norm(here - before))
            if step in at:
                rows.append((outputs, slopes @ (here - begun), float(np.linalg.norm(here - begun)), path))
            x = x - rate * network.pullback(p, x, m.array(outputs - targets, (1, 1, len(outputs))), m)
    found, moved, away, ways = (np.array(column) for column in zip(*rows, strict=True))
    kernel = slopes @ slopes.T
    return Training(at, found, found[0] + moved, targets + _shrunk(kernel, rate, at, found[0] - targets), away, ways, kernel, here)


def outputs_at(network: Outputs, instance: Instance, point: Vector | Numbers) -> Numbers:
    """F at a point : (n,)."""
    return _at(network.outputs, instance, point)


def kernel_at(network: Outputs, instance: Instance, point: Vector | Numbers) -> Numbers:
    """The tangent kernel at a point : (n, n)."""
    return _at(network.kernel, instance, point)


def _at(function: Callable[..., Any], instance: Instance, point: Vector | Numbers) -> Numbers:
    m, x = Float64(), np.array(point, dtype=float)
    with m.scope():
        found: Numbers = np.asarray(function(stacked([instance], m), m.array(x, (1, 1, len(x))), m))[0, 0]
    return found


def _shrunk(kernel: Numbers, rate: float, at: Sequence[int], residual: Numbers) -> Numbers:
    """(I - rate K)^t r : (K, n) at the steps t."""
    values, vectors = np.linalg.eigh(kernel)
    powers = (1 - rate * values[None]) ** np.array(at)[:, None]
    return np.asarray((powers * (vectors.T @ residual)) @ vectors.T)
