"""The words of networks of any depth: what follows the output, and the sizes of signals."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from checkers.experiment.rules.arithmetic import Array, Value
from checkers.experiment.rules.networks import layers_of, of_members
from checkers.experiment.rules.problem import at_points
from problems import deep_signals
from problems.deep_networks import DeepNetwork
from theorems import deep_networks as words

if TYPE_CHECKING:
    from checkers.experiment.evaluate import Evaluator

Measure = Callable[[DeepNetwork, Mapping[str, Array], Array, Any], Array]


def _output_function(v: "Evaluator", e: Any) -> Value:
    phi = layers_of(v).output_function(v.run.arrays)
    return (phi.value, phi.slope, phi.bend)[e.order](v.number(e.args[0]), v.m), False


def _at_point(measure: Measure) -> Callable[["Evaluator", Any], Value]:
    def rule(v: "Evaluator", e: Any) -> Value:
        x, shape = at_points(v, e.args[0])
        return measure(layers_of(v), v.run.arrays, x, v.m).reshape((v.run.instances, *shape)), False

    return rule


def _of_layers(measure: Measure) -> Callable[["Evaluator", Any], Value]:
    return of_members(lambda v, x: measure(layers_of(v), v.run.arrays, x, v.m))


RULES: dict[type, Callable[["Evaluator", Any], Value]] = {
    words.output_function: _output_function,
    words.bottleneck_slope: _at_point(deep_signals.bottleneck_slope),
    words.feature_slope: _at_point(deep_signals.feature_slope),
    words.signal_max: _of_layers(deep_signals.signal_max),
    words.signal_norm: _of_layers(deep_signals.signal_norm),
    words.features_norm: _of_layers(deep_signals.features_norm),
    words.layer_norm: _of_layers(deep_signals.layer_norm),
}
