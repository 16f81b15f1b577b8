"""The spectral norm of the Hessian, as the largest eigenvalue in size of the dense matrix.

In floats the matrix comes from automatic differentiation of the values, and from no formula for it; in exact arithmetic from a network's own
derivatives, with enclosed eigenvalues. Beyond LARGEST dimensions a network's blocks take its place.
"""

from typing import TYPE_CHECKING, Any

from checkers.experiment.rules.arithmetic import Array, Value
from checkers.experiment.rules.problem import at_points
from checkers.experiment.run import NotRun
from theorems import observables

if TYPE_CHECKING:
    from checkers.experiment.evaluate import Evaluator

LARGEST = 256
"""Dimensions up to which the matrix is formed."""


def _hessian_norm(v: "Evaluator", e: Any) -> Value:
    x, shape = at_points(v, e.args[0])
    return _norms(v, x).reshape((v.run.instances, *shape)), False


def _norms(v: "Evaluator", x: Array) -> Array:
    assert v.run.family is not None
    family, p, m = v.run.family, v.run.arrays, v.m
    if v.run.dimension > LARGEST and family.network is not None:
        return family.network.hessian_norm(p, x, m)
    if m.name == "float64":
        sizes = m.abs(m.eigenvalues(m.hessians(lambda arrays, at: family.value(arrays, at, m), p, x)))
    elif family.network is None:
        raise NotRun("no exact Hessian is known of this family")
    else:
        sizes = m.abs(m.eigenvalues(family.network.hessian(p, x, m)))
    return -m.running_least(-sizes, 2)[:, :, -1]


RULES = {observables.hessian_norm: _hessian_norm}
