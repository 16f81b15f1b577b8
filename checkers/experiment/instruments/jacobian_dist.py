"""The distance between two Jacobians of a network's outputs, from activations and backward signals."""

from typing import TYPE_CHECKING, Any

import numpy as np

from checkers.experiment.rules.arithmetic import Array, Value
from checkers.experiment.rules.networks import network_of
from checkers.experiment.rules.problem import at_points
from theorems import observables

if TYPE_CHECKING:
    from checkers.experiment.evaluate import Evaluator


def _dist(v: "Evaluator", e: Any) -> Value:
    found = [at_points(v, point) for point in e.args]
    shape = np.broadcast_shapes(*(own for _, own in found))
    x, y = (_wide(v, points, own, shape) for points, own in found)
    square = network_of(v).jacobian_dist_sq(v.run.arrays, x, y, v.m)
    return v.m.sqrt(v.m.nonnegative(square)).reshape((v.run.instances, *shape)), False


def _wide(v: "Evaluator", points: Array, own: tuple[int, ...], shape: tuple[int, ...]) -> Array:
    """Points (I, M, d) of one shape over the axes, repeated to another."""
    wide = points.reshape((v.run.instances, *own, v.run.dimension)) + v.m.zeros((1, *shape, 1))
    return wide.reshape((v.run.instances, -1, v.run.dimension))


RULES = {observables.jacobian_dist: _dist}
