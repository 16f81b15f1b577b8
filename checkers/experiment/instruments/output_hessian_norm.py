"""The spectral norm of the Hessian of a deep network's first output, before what follows it: as that of the objective, from the outputs' values."""

from typing import TYPE_CHECKING, Any

from checkers.experiment.hessians import LARGEST, by_lanczos
from checkers.experiment.rules.arithmetic import Value
from checkers.experiment.rules.networks import layers_of
from checkers.experiment.rules.problem import at_points
from problems.network import largest_size
from problems.output_functions import IDENTITY
from theorems import observables

if TYPE_CHECKING:
    from checkers.experiment.evaluate import Evaluator


def _norm(v: "Evaluator", e: Any) -> Value:
    x, shape = at_points(v, e.args[0])
    network, p, m = layers_of(v), v.run.arrays, v.m
    if m.name == "float64" and v.run.dimension > LARGEST:
        return by_lanczos(v, network.spectral_norm(p, x, m, IDENTITY)).reshape((v.run.instances, *shape)), False
    if m.name == "float64":
        dense = m.hessians(lambda arrays, at: network.outputs(arrays, at, m)[..., 0], p, x)
    else:
        dense = network.hessian(p, x, m, IDENTITY)
    return largest_size(m.eigenvalues(dense), m).reshape((v.run.instances, *shape)), False


RULES = {observables.output_hessian_norm: _norm}
