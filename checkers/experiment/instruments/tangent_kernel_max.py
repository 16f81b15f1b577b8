"""The largest eigenvalue of a network's tangent kernel."""

from typing import TYPE_CHECKING, Any

from checkers.experiment.rules.arithmetic import Value
from checkers.experiment.rules.networks import network_of
from checkers.experiment.rules.problem import at_points
from theorems import observables

if TYPE_CHECKING:
    from checkers.experiment.evaluate import Evaluator


def _largest(v: "Evaluator", e: Any) -> Value:
    x, shape = at_points(v, e.args[0])
    values = v.m.eigenvalues(network_of(v).kernel(v.run.arrays, x, v.m))
    return v.m.nonnegative(-v.m.running_least(-values, 2)[:, :, -1]).reshape((v.run.instances, *shape)), False


RULES = {observables.tangent_kernel_max: _largest}
