"""The function at the lower end of a bracket: an instance of the theorem, run exactly by the experiment reader, which decides the claim on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import sympy as sp

from checkers.worst_case.program import Program
from checkers.worst_case.solving.solve import Solution
from checkers.worst_case.units import in_units
from theorems.holes import hole
from theorems.language import Theorem
from theorems.normal_form import normal_form


@dataclass(frozen=True)
class Shown:
    """An instance with its run: the share of the bound that it uses, exactly, and whether the claim fails on it.

    `found` is the experiment reader's case, spot and decision (a `Refutation` where the claim fails); `theorem` has the claim as it was decided,
    without a hole.
    """

    formula: str
    share: Fraction
    violates: bool
    found: Any
    theorem: Any = field(default=None, repr=False, compare=False)

    def as_json(self) -> Mapping[str, Any]:
        """The run for people (function, start, constants, both sides), and all that is needed to run it again (case, spot)."""
        from checkers.experiment.report import counterexample

        return counterexample(self.theorem, self.theorem.claims[0], self.found)

    @property
    def from_where(self) -> str:
        """Where the method starts, or the points that the claim is about, in numbers."""
        from checkers.experiment.report import vector

        case = self.found.case
        start = {"x[0]": case.start} if case.start is not None and "x" in self.theorem.sequences else {}
        return ", ".join(f"{name} = {vector(point)}" for name, point in {**start, **case.points}.items())


def shown(theorem: Theorem, claim: Any, program: Program, solution: Solution) -> Shown | str:
    """The function that comes closest to the worst case, or why there is none."""
    from checkers.experiment.decide import Outcome, Spot, decide
    from checkers.experiment.membership import member
    from checkers.experiment.reading import Refutation
    from checkers.experiment.regions import Region
    from checkers.experiment.search.scope import Scope
    from checkers.worst_case.functions.realise import NotRealised, realised

    found = realised(theorem, program, solution, claim)
    if isinstance(found, NotRealised):
        return found.reason
    if program.goal == "greatest" and found.quotient <= 0:
        return "on the function that was found every constant holds"
    stated = filled(claim, found.quotient, program.goal)
    narrowed = replace(theorem, claim=stated)
    if not member(Scope(narrowed, (stated,), Region(narrowed), (), max(found.case.steps, 1), 0), found.case):
        return "the function that was found is no instance of the theorem"
    spot = Spot(program.spot.get("t", program.steps), program.spot.get("T", max(program.steps, 1)))
    decision = decide(narrowed, normal_form(stated, theorem.sequences), found.case, spot)
    violates = decision.outcome is Outcome.VIOLATED
    if not (violates or decision.outcome is Outcome.TIE or (found.quotient <= 1 and program.goal == "sharpness")):
        return f"the exact run on the function that was found disagrees: {decision.outcome.value} {decision.reason}".rstrip()
    share = in_units(program, found.quotient, up=False)
    return Shown(found.case.instance.formula, share, violates, Refutation(found.case, spot, decision), narrowed)


def filled(claim: Any, quotient: Fraction, goal: str) -> Any:
    """A claim with a quotient in the place of its hole, as it is where it has none."""
    found = hole(claim)
    if found is None:
        return claim
    value = quotient if goal == "least" else 1 / quotient
    return claim.xreplace({found: sp.Rational(value.numerator, value.denominator)})
