"""How far a ReLU network's tangent kernel is from its limit at infinite width, in the spectral norm."""

from typing import TYPE_CHECKING, Any

from checkers.experiment.rules.arithmetic import Value
from checkers.experiment.rules.networks import neurons_of
from checkers.experiment.rules.problem import at_points
from problems.network import largest_size
from problems.relu_moments import limit_kernel
from theorems import observables

if TYPE_CHECKING:
    from checkers.experiment.evaluate import Evaluator


def _error(v: "Evaluator", e: Any) -> Value:
    x, shape = at_points(v, e.args[0])
    away = neurons_of(v).kernel(v.run.arrays, x, v.m) - limit_kernel(v.run.arrays["inputs"], v.m)[:, None]
    return largest_size(v.m.eigenvalues(away), v.m).reshape((v.run.instances, *shape)), False


RULES = {observables.tangent_kernel_error: _error}
