"""The determinant of the dense Hessian.

On the plane it is a b - c^2, which stays rational where the Hessian does; in higher dimensions the eigenvalues are multiplied.
"""

from typing import TYPE_CHECKING, Any

from checkers.experiment.hessians import dense_hessian
from checkers.experiment.rules.arithmetic import Array, Value
from checkers.experiment.rules.problem import at_points
from theorems import observables

if TYPE_CHECKING:
    from checkers.experiment.evaluate import Evaluator


def _det(v: "Evaluator", e: Any) -> Value:
    x, shape = at_points(v, e.args[0])
    return _determinants(dense_hessian(v, x), v.m).reshape((v.run.instances, *shape)), False


def _determinants(h: Array, m: Any) -> Array:
    """Those of symmetric matrices (I, M, d, d) : (I, M)."""
    if h.shape[-1] == 2:
        return h[..., 0, 0] * h[..., 1, 1] - h[..., 0, 1] * h[..., 1, 0]
    values = m.eigenvalues(h)
    found = values[..., 0]
    for k in range(1, values.shape[-1]):
        found = found * values[..., k]
    return found


RULES = {observables.hessian_det: _det}
