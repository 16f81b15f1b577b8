"""The words of networks: outputs and targets, output weights, preactivations, activations, inputs."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from checkers.experiment.rules.arithmetic import Array, Value
from checkers.experiment.rules.problem import at_points
from problems.deep_networks import DeepNetwork
from problems.network import Loss, Network
from problems.two_layer_networks import TwoLayerNetwork, first_input
from theorems import networks as words

if TYPE_CHECKING:
    from checkers.experiment.evaluate import Evaluator


def network_of(v: "Evaluator") -> Network:
    """The network that the run's objective is the output or the loss of."""
    if v.run.family is None or v.run.family.network is None:
        raise TypeError("the objective is not the output of a network")
    return v.run.family.network


def neurons_of(v: "Evaluator") -> TwoLayerNetwork:
    """The network whose neurons are known one by one."""
    found = network_of(v).neurons
    if found is None:
        raise TypeError("the network has no neurons that are known one by one")
    return found


def layers_of(v: "Evaluator") -> DeepNetwork:
    """The network whose layers are known one by one."""
    found = network_of(v)
    if not isinstance(found, DeepNetwork):
        raise TypeError("the network has no layers that are known one by one")
    return found


def loss_of(v: "Evaluator") -> Loss:
    """The squared loss that the run's objective is."""
    found = network_of(v).loss
    if found is None:
        raise TypeError("the objective is not the squared loss of a network")
    return found


def numbered(v: "Evaluator", members: Array, where: np.ndarray) -> Array:
    """The members (I, P, *axes, K) of the numbers `where` : (*axes) int64 among 1, ..., K : (I, P, *axes)."""
    count = members.shape[-1]
    within = (where >= 1) & (where <= count)
    v.require(within[None, None])
    places = np.clip(where, 1, count) - 1
    if all(size == 1 for size in members.shape[2:-1]):
        taken = v.m.take(members.reshape((*members.shape[:2], count)), places.reshape(-1), 2)
        return taken.reshape((*taken.shape[:2], *places.shape))
    result = members[..., 0]
    for k in range(1, count):
        result = v.m.choose((places == k)[None, None], members[..., k], result)
    return result


def of_members(found: Callable[["Evaluator", Array], Array]) -> Callable[["Evaluator", Any], Value]:
    """The rule of a word of a point and a number: that member of what is found there, (I, M, d) : (I, M, K)."""

    def rule(v: "Evaluator", e: Any) -> Value:
        x, shape = at_points(v, e.args[0])
        members = found(v, x)
        shape = shape if members.shape[1] == x.shape[1] else (1,) * len(shape)
        return numbered(v, members.reshape((v.run.instances, *shape, -1)), v.step(e.args[1])), False

    return rule


def _preactivations(v: "Evaluator", x: Array) -> Array:
    return neurons_of(v).preactivations(first_input(v.run.arrays), x, v.m)[..., 0]


def _activation(v: "Evaluator", e: Any) -> Value:
    network = network_of(v)
    s = (network if isinstance(network, DeepNetwork) else neurons_of(v)).activation(v.run.arrays)
    return (s.value, s.slope, s.bend)[e.order](v.number(e.args[0]), v.m), False


def _input_norm_sq(v: "Evaluator", e: Any) -> Value:
    network_of(v)
    inputs = v.run.arrays["inputs"]
    squares = v.m.total(inputs * inputs, -1)
    return numbered(v, squares.reshape((squares.shape[0], *(1,) * (v.axes + 1), -1)), v.step(e.args[0])), False


def _target(v: "Evaluator", e: Any) -> Value:
    found = loss_of(v).targets(v.run.arrays, v.m)
    return numbered(v, found.reshape((found.shape[0], *(1,) * (v.axes + 1), -1)), v.step(e.args[0])), False


RULES: dict[type, Callable[["Evaluator", Any], Value]] = {
    words.output_weight: of_members(lambda v, x: neurons_of(v).output_weights(v.run.arrays, x)),
    words.preactivation: of_members(_preactivations),
    words.activation: _activation,
    words.input_norm_sq: _input_norm_sq,
    words.output: of_members(lambda v, x: network_of(v).outputs(v.run.arrays, x, v.m)),
    words.target: _target,
}
