"""The second reading of the words that networks have."""

from typing import Any

from tests.checkers.experiment.second_reading import plain_numbers as n
from tests.checkers.experiment.second_reading.plain_deep import AFTER, Deep
from tests.checkers.experiment.second_reading.plain_losses import Loss
from tests.checkers.experiment.second_reading.plain_networks import Network, eigenvalues
from tests.checkers.experiment.second_reading.plain_numbers import NoValue
from tests.checkers.experiment.second_reading.plain_terms import index, number, point, reads
from tests.checkers.experiment.second_reading.plain_trials import Run, Value, Where
from theorems import deep_networks, networks, observables, relu_networks


def _numbered(run: Run, e: Any, where: Where, count: int) -> int:
    found = index(run, e, where)
    if not 1 <= found <= count:
        raise NoValue(f"number {found} of {count}")
    return found - 1


def _neurons(run: Run) -> Network:
    assert run.trial.network is not None
    assert run.trial.network.neurons_of is not None
    return run.trial.network.neurons_of


@reads(networks.output_weight, networks.preactivation)
def _of_neuron(run: Run, e: Any, where: Where) -> Value:
    network = _neurons(run)
    hidden, outer = network.neurons(point(run, e.args[0], where))[_numbered(run, e.args[1], where, network.width)]
    return outer if isinstance(e, networks.output_weight) else n.times(network.inner, n.dot(hidden, network.inputs[0]))


@reads(networks.activation)
def _activation(run: Run, e: Any, where: Where) -> Value:
    return _neurons(run).derivatives[int(e.args[1]) if len(e.args) == 2 else 0](number(run, e.args[0], where))


@reads(networks.input_norm_sq)
def _input_norm_sq(run: Run, e: Any, where: Where) -> Value:
    network = _neurons(run)
    z = network.inputs[_numbered(run, e.args[0], where, network.count)]
    return n.dot(z, z)


@reads(relu_networks.input_inner, relu_networks.angle)
def _of_two_inputs(run: Run, e: Any, where: Where) -> Value:
    network = run.trial.network
    assert network is not None
    row, column = (_numbered(run, a, where, len(network.inputs)) for a in e.args)
    return n.dot(network.inputs[row], network.inputs[column]) if isinstance(e, relu_networks.input_inner) else network.angle(row, column)


@reads(relu_networks.input_gram_norm, relu_networks.limit_kernel_min)
def _of_all_inputs(run: Run, e: Any, where: Where) -> Value:
    network = run.trial.network
    assert network is not None
    if isinstance(e, relu_networks.input_gram_norm):
        return max(eigenvalues(network.gram()))
    return max(min(eigenvalues(network.limit_kernel())), n.DECIMALS.mpf(0))


@reads(observables.tangent_kernel_error)
def _kernel_error(run: Run, e: Any, where: Where) -> Value:
    assert run.trial.network is not None
    return run.trial.network.kernel_error(point(run, e.args[0], where))


@reads(observables.tangent_kernel)
def _tangent_kernel(run: Run, e: Any, where: Where) -> Value:
    network = run.trial.network
    assert network is not None
    row, column = (_numbered(run, a, where, network.count) for a in e.args[1:])
    return network.kernel(point(run, e.args[0], where))[row][column]


@reads(networks.output)
def _output(run: Run, e: Any, where: Where) -> Value:
    network = run.trial.network
    assert network is not None
    return network.output_of(point(run, e.args[0], where), _numbered(run, e.args[1], where, network.count))


@reads(networks.target)
def _target(run: Run, e: Any, where: Where) -> Value:
    loss = run.trial.network
    assert isinstance(loss, Loss)
    return loss.targets[_numbered(run, e.args[0], where, loss.count)]


@reads(deep_networks.output_function)
def _output_function(run: Run, e: Any, where: Where) -> Value:
    assert isinstance(run.trial.network, Deep)
    return AFTER[run.trial.network.after][int(e.args[1]) if len(e.args) == 2 else 0](number(run, e.args[0], where))


@reads(deep_networks.signal_max, deep_networks.signal_norm, deep_networks.features_norm, deep_networks.layer_norm)
def _of_layer(run: Run, e: Any, where: Where) -> Value:
    network = run.trial.network
    assert isinstance(network, Deep)
    return getattr(network, type(e).__name__)(point(run, e.args[0], where), _numbered(run, e.args[1], where, len(network.hidden)))


NAMES = {
    observables.output_hessian_norm: "output_hessian_norm",
    deep_networks.bottleneck_slope: "bottleneck_slope",
    deep_networks.feature_slope: "feature_slope",
    observables.tangent_kernel_min: "kernel_min",
    observables.tangent_kernel_max: "kernel_max",
    observables.hessian_norm: "hessian_norm",
    observables.hessian_min: "hessian_min",
    observables.hessian_det: "hessian_det",
    observables.gauss_newton_error: "gauss_newton_error",
    observables.jacobian_dist: "jacobian_dist",
}


@reads(*NAMES)
def _observed(run: Run, e: Any, where: Where) -> Value:
    assert run.trial.network is not None
    return getattr(run.trial.network, NAMES[type(e)])(*(point(run, a, where) for a in e.args))
