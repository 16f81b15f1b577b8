"""The spectral norm of the Hessian, as the largest eigenvalue in size of the dense matrix.

In floats the matrix comes from automatic differentiation of the values, and from no formula for it; in exact arithmetic from a network's own
derivatives, with enclosed eigenvalues. Beyond LARGEST dimensions a network's blocks take its place, or Lanczos where there are none.
"""

from typing import TYPE_CHECKING, Any

from checkers.experiment.hessians import LARGEST, by_lanczos, dense_hessian
from checkers.experiment.rules.arithmetic import Array, Value
from checkers.experiment.rules.problem import at_points
from problems.deep_networks import DeepNetwork
from problems.network import largest_size
from theorems import observables

if TYPE_CHECKING:
    from checkers.experiment.evaluate import Evaluator


def _hessian_norm(v: "Evaluator", e: Any) -> Value:
    x, shape = at_points(v, e.args[0])
    return _norms(v, x).reshape((v.run.instances, *shape)), False


def _norms(v: "Evaluator", x: Array) -> Array:
    network = None if v.run.family is None else v.run.family.network
    if v.run.dimension > LARGEST and isinstance(network, DeepNetwork) and v.m.name == "float64":
        return by_lanczos(v, network.spectral_norm(v.run.arrays, x, v.m))
    if v.run.dimension > LARGEST and network is not None:
        return network.hessian_norm(v.run.arrays, x, v.m)
    return largest_size(v.m.eigenvalues(dense_hessian(v, x)), v.m)


RULES = {observables.hessian_norm: _hessian_norm}
