"""The least eigenvalue of the dense Hessian."""

from typing import TYPE_CHECKING, Any

from checkers.experiment.hessians import dense_hessian
from checkers.experiment.rules.arithmetic import Value
from checkers.experiment.rules.problem import at_points
from theorems import observables

if TYPE_CHECKING:
    from checkers.experiment.evaluate import Evaluator


def _least(v: "Evaluator", e: Any) -> Value:
    x, shape = at_points(v, e.args[0])
    found = v.m.running_least(v.m.eigenvalues(dense_hessian(v, x)), 2)[:, :, -1]
    return found.reshape((v.run.instances, *shape)), False


RULES = {observables.hessian_min: _least}
