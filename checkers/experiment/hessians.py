"""Dense Hessians of the objective: in floats by automatic differentiation of its values, in exact arithmetic from a network's own derivatives."""

from typing import TYPE_CHECKING

from checkers.experiment.run import NotRun
from problems.instance import Array

if TYPE_CHECKING:
    from checkers.experiment.evaluate import Evaluator


def dense_hessian(v: "Evaluator", x: Array) -> Array:
    """The Hessians at x : (I, M, d) : (I, M, d, d)."""
    assert v.run.family is not None
    family, p, m = v.run.family, v.run.arrays, v.m
    if m.name == "float64":
        return m.hessians(lambda arrays, at: family.value(arrays, at, m), p, x)
    if family.network is None:
        raise NotRun("no exact Hessian is known of this family")
    return family.network.hessian(p, x, m)
