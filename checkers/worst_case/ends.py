"""The two ends of one program's worst case: what an explicit function attains, and what is certified; both decided in fractions."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from checkers.worst_case.certificates.certify import certified
from checkers.worst_case.certificates.identity import Certificate, Uncertified
from checkers.worst_case.functions.shown import Shown, shown
from checkers.worst_case.program import Program
from checkers.worst_case.solving.solve import Solution, Unsolved, solve
from checkers.worst_case.units import in_units, measured
from theorems.language import Theorem

VISIBLE = 1e-7
"""A worst case above 1 by more than this is one that a claim does not survive, as far as the solver can tell."""

NEAR = 1e-4
"""A bound is the worst case only if it is within this relative distance of the solver's."""

MANY = 120
"""Conditions beyond which a program is no light work."""

IRRATIONAL = "the constants are irrational there, and nothing is decided from rounded ones"


ANY = "what the hole stands before is zero wherever the other side is positive: no constant is the greatest"

SILENT = "what is certified leaves open whether the larger side is negative"


def tells(program: Program, bound: Fraction) -> bool:
    """Whether B <= bound R says anything: with B >= 0 on the smaller side it bounds R from below for a positive bound only."""
    return program.bounded_by == "denominator" or bound > 0


@dataclass(frozen=True)
class Ends:
    """In the units of the claim: the worst case in floats, the certified bound, and the function that comes closest to it.

    `without` tells why there is no function, `reason` what kept a bound from being certified.
    """

    program: Program
    value: float | None
    upper: Fraction | None = None
    shown: Shown | None = None
    certificate: Certificate | None = None
    without: str = ""
    reason: str = ""

    @property
    def exact(self) -> bool:
        """Whether the certified bound is the worst case of the program itself, not only the bound that was asked for."""
        if self.certificate is None or self.certificate.slack or self.upper is None or self.value is None:
            return False
        return abs(float(self.upper) - self.value) <= NEAR * max(abs(self.value), abs(float(self.upper)), NEAR)


def ends(theorem: Theorem, claim: Any, program: Program, light: bool = False) -> Ends:
    """Both ends; `light` asks for a function only where the claim seems to fail, and reads no large program."""
    if light and len(program.conditions) > MANY:
        return Ends(program, None, reason=f"{len(program.conditions)} conditions are left to lemmata sharpness")
    solution = solve(program)
    if isinstance(solution, Unsolved):
        return Ends(program, None, reason=solution.reason)
    bound = _bound(program, solution)
    found = bound if isinstance(bound, Certificate) else None
    asked = not light or (program.goal == "sharpness" and solution.value > 1 + VISIBLE)
    lower = shown(theorem, claim, program, solution) if asked and not program.approximate else "not asked for"
    return Ends(
        program=program,
        value=measured(program, solution.value),
        upper=None if found is None else in_units(program, found.bound, up=True),
        shown=lower if isinstance(lower, Shown) else None,
        certificate=found,
        without=lower if isinstance(lower, str) else "",
        reason=bound.reason if isinstance(bound, Uncertified) else "",
    )


def _bound(program: Program, solution: Solution) -> Certificate | Uncertified:
    """The least certified bound: that of the worst case itself, or the claim's own where only that can be certified."""
    if program.approximate:
        return Uncertified(IRRATIONAL)
    found = certified(program, solution)
    if isinstance(found, Certificate) and not tells(program, found.bound):
        found = certified(program, solution, Fraction(1)) if program.goal == "sharpness" else Uncertified(ANY)
        return found if isinstance(found, Uncertified) or tells(program, found.bound) else Uncertified(SILENT)
    if program.goal != "sharpness" or solution.value > 1 + VISIBLE or (isinstance(found, Certificate) and found.bound <= 1):
        return found
    stated = certified(program, solution, Fraction(1))
    better = isinstance(stated, Certificate) and (isinstance(found, Uncertified) or stated.bound < found.bound)
    return stated if better else found
