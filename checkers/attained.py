"""Where the most of a bound was used, part by part, as a person re-checks it by hand."""

from collections.abc import Mapping
from typing import Any

from checkers.experiment.case import case_from_json
from checkers.experiment.report import vector
from checkers.told import Parts, assigned
from problems import no_objective


def attained(found: Mapping[str, Any]) -> Parts:
    """Where a claim came nearest to failing, as evidence stores it: the function, the constants, the run, and both sides."""
    case = case_from_json(found["case"])
    if case.instance.family != no_objective.NAME:
        yield "function", case.instance.formula
    if case.constants:
        yield "constants", assigned(found["case"]["constants"])
    for name, one in case.sequences.items():
        yield "sequence", one.describe(name)
    if case.noise is not None:
        yield "noise", case.noise.describe()
    if case.start is not None:
        yield "start", f"x[0] = {vector(case.start)}"
    if case.points:
        yield "points", assigned({name: vector(point) for name, point in case.points.items()})
    if case.steps:
        yield "step", f"T = {found['T']}" if (found["T"] or 1) > 1 else f"t = {found['t']}"
    if found.get("smaller") is not None:
        yield "sides", f"smaller {found['smaller']}, larger {found['larger']}"
    yield "found by", case.found_by
