"""One row per horizon: how large the quotient of a claim gets at given constants, between what a function attains and what is certified.

Whatever goes wrong is a row with its reason, never an error. A number that is told as attained or certified was decided in fractions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from checkers.worst_case.certify import certified
from checkers.worst_case.identity import Certificate, Uncertified
from checkers.worst_case.program import NotReadError, Program
from checkers.worst_case.reading import programs
from checkers.worst_case.shown import Shown, shown
from checkers.worst_case.solve import Solution, Unsolved, solve
from checkers.worst_case.units import in_units, measured
from theorems.language import Theorem

VISIBLE = 1e-7
"""A worst case above 1 by more than this is one that a claim does not survive, as far as the solver can tell."""


@dataclass(frozen=True)
class Row:
    """What is known at one horizon and at given constants.

    sharpness : the worst case in floats, as the solver sees it, None where there is none
    lower     : attained by the explicit `function`, exactly; upper : certified for every function of the class, exactly
    certified : whether upper shows the claim as it is stated; slack : upper/1 - 1 where that is positive
    refuted   : the case, exactly decided, on which the claim fails; read : whether the claim is a program at all
    """

    N: int
    constants: Mapping[str, Fraction]
    sharpness: float | None = None
    lower: Fraction | None = None
    upper: Fraction | None = None
    certified: bool = False
    reason: str = ""
    shown: Shown | None = None
    remarks: tuple[str, ...] = ()
    read: bool = True
    certificates: tuple[tuple[Program, Certificate], ...] = field(default=(), repr=False)

    @property
    def refuted(self) -> bool:
        """Whether an explicit function violates the claim."""
        return self.shown is not None and self.shown.violates

    @property
    def slack(self) -> Fraction:
        """How far the certified bound lies above the claim, as a share of it."""
        return max(self.upper - 1, Fraction(0)) if self.upper is not None else Fraction(0)

    def as_json(self) -> dict[str, Any]:
        """The row as plain data; exact numbers are strings."""
        return {
            "N": self.N,
            "constants": {name: str(value) for name, value in self.constants.items()},
            "sharpness": self.sharpness,
            "lower": _text(self.lower),
            "upper": _text(self.upper),
            "certified": self.certified,
            "refuted": self.refuted,
            "slack": _text(self.slack) if self.upper is not None else None,
            "reason": self.reason,
            "function": self.shown.formula if self.shown is not None else None,
            "remarks": list(self.remarks),
        }


def _text(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def row(theorem: Theorem, claim: Any, constants: Mapping[str, Fraction], steps: int, light: bool = False) -> Row:
    """The row of a claim at a horizon; `light` leaves out what a claim that is certified does not need."""
    try:
        read = programs(theorem, claim, constants, steps)
    except NotReadError as reason:
        return Row(steps, constants, reason=str(reason).rstrip("."), read=False)
    ends = [_ends(theorem, claim, program, light) for program in read]
    return _joined(steps, constants, ends)


@dataclass(frozen=True)
class Ends:
    """The same for one program, in the units of the claim."""

    program: Program
    value: float | None
    certificate: Certificate | None = None
    upper: Fraction | None = None
    shown: Shown | None = None
    reason: str = ""


def _ends(theorem: Theorem, claim: Any, program: Program, light: bool) -> Ends:
    solution = solve(program)
    if isinstance(solution, Unsolved):
        return Ends(program, None, reason=solution.reason)
    value = measured(program, solution.value)
    bound = upper_end(program, solution)
    holds = isinstance(bound, Certificate) and bound.bound <= 1
    lower = None if light and holds else shown(theorem, claim, program, solution)
    found = bound if isinstance(bound, Certificate) else None
    top = None if found is None else in_units(program, found.bound, up=True)
    return Ends(program, value, found, top, lower if isinstance(lower, Shown) else None, _why(program, value, bound, lower))


def upper_end(program: Program, solution: Solution) -> Certificate | Uncertified:
    """The least certified bound: that of the worst case itself, or the claim's own where only that can be certified."""
    if program.approximate:
        return Uncertified("the constants are irrational there, and nothing is decided from rounded ones")
    found = certified(program, solution)
    if isinstance(found, Certificate) and (found.bound <= 1 or solution.value > 1 + VISIBLE):
        return found
    stated = certified(program, solution, Fraction(1)) if program.goal == "sharpness" and solution.value <= 1 + VISIBLE else found
    return stated if isinstance(stated, Certificate) and (isinstance(found, Uncertified) or stated.bound <= found.bound) else found


def _why(program: Program, value: float | None, bound: Certificate | Uncertified, lower: Shown | str | None) -> str:
    """What a person should know of the row beside its numbers."""
    if isinstance(lower, Shown) and lower.violates:
        return "an explicit function violates the claim"
    if value is not None and value > 1 + VISIBLE:
        what = "the worst case exceeds the claim" if program.complete else "the conditions known of the class, which do not suffice, allow more"
        return f"{what} ({value:.6g} times), but no function that violates it was found: {lower if isinstance(lower, str) else 'none does'}"
    if isinstance(bound, Uncertified):
        return f"not certified: {bound.reason}"
    if bound.bound > 1:
        return f"certified only up to a factor 1 + {float(bound.bound - 1):.1g}"
    return "certified"


def _joined(steps: int, constants: Mapping[str, Fraction], ends: Sequence[Ends]) -> Row:
    """The worst of the programs that a claim branches into."""
    values = [one.value for one in ends if one.value is not None]
    uppers = [one.upper for one in ends if one.upper is not None]
    lower = max((one.shown for one in ends if one.shown is not None), key=lambda one: (one.violates, one.share), default=None)
    whole = len(uppers) == len(ends)
    upper = max(uppers) if whole and uppers else None
    worst = min(ends, key=lambda one: (_rank(one), -(one.value or 0.0)))
    return Row(
        N=steps,
        constants=constants,
        sharpness=max(values) if len(values) == len(ends) and values else None,
        lower=None if lower is None else lower.share,
        upper=upper,
        certified=upper is not None and upper <= 1,
        reason=worst.reason,
        shown=lower,
        remarks=tuple(dict.fromkeys(remark for one in ends for remark in one.program.remarks)),
        certificates=tuple((one.program, one.certificate) for one in ends if one.certificate is not None),
    )


def _rank(one: Ends) -> int:
    """What tells most of a claim comes first: a violation, an open end, a slack, a certificate."""
    if one.shown is not None and one.shown.violates:
        return 0
    return 1 if one.upper is None else 2 if one.upper > 1 else 3
