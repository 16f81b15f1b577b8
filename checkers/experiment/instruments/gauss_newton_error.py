"""The spectral norm of the Hessian of a squared loss minus DF^T DF.

Up to LARGEST dimensions both matrices are formed: in floats the Hessian comes from automatic differentiation of the values. Beyond, and in exact
arithmetic, it is the norm of the sum of the outputs' Hessians times their residuals, which for a two-layer network falls into blocks.
"""

from typing import TYPE_CHECKING, Any

from checkers.experiment.hessians import dense_hessian
from checkers.experiment.rules.arithmetic import Array, Value
from checkers.experiment.rules.networks import loss_of
from checkers.experiment.rules.problem import at_points
from problems.network import largest_size
from theorems import observables

if TYPE_CHECKING:
    from checkers.experiment.evaluate import Evaluator

LARGEST = 256
"""Dimensions up to which the matrices are formed in floats."""


def _error(v: "Evaluator", e: Any) -> Value:
    x, shape = at_points(v, e.args[0])
    return _norms(v, x).reshape((v.run.instances, *shape)), False


def _norms(v: "Evaluator", x: Array) -> Array:
    loss, p, m = loss_of(v), v.run.arrays, v.m
    if m.name != "float64" or v.run.dimension > LARGEST:
        return loss.gauss_newton_error(p, x, m)
    jacobian = loss.jacobian(p, x, m)
    return largest_size(m.eigenvalues(dense_hessian(v, x) - m.matmul(m.swap(jacobian), jacobian)), m)


RULES = {observables.gauss_newton_error: _error}
