"""One row per horizon: how much of a bound can be used at given constants, between what a function attains and what is certified.

Whatever goes wrong is a row with its reason, never an error. A number that is told as attained or certified was decided in fractions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import sympy as sp

from checkers.worst_case.certificates.identity import Certificate
from checkers.worst_case.ends import VISIBLE, Ends, ends
from checkers.worst_case.functions.shown import Shown
from checkers.worst_case.program import NotReadError, Program
from checkers.worst_case.reading.programs import programs
from theorems.language import Theorem


@dataclass(frozen=True)
class Row:
    """What is known at one horizon and at given constants.

    sharpness : the worst case in floats, as the solver sees it, None where there is none
    shown     : the function that attains `lower`, exactly; upper : certified for every function of the class, exactly
    read      : whether the claim is a program at all; within : whether a bound of at most 1 is all that the claim says, of all that it speaks of
    spots     : the values of t and T that it was read at
    """

    N: int
    constants: Mapping[str, Fraction]
    sharpness: float | None = None
    upper: Fraction | None = None
    shown: Shown | None = None
    reason: str = ""
    remarks: tuple[str, ...] = ()
    read: bool = True
    within: bool = True
    spots: tuple[Mapping[str, int], ...] = ()
    certificates: tuple[tuple[Program, Certificate], ...] = field(default=(), repr=False)

    @property
    def lower(self) -> Fraction | None:
        """What the function attains."""
        return None if self.shown is None else self.shown.share

    @property
    def certified(self) -> bool:
        """Whether a certificate shows the claim as it is stated."""
        return self.within and self.upper is not None and self.upper <= 1

    @property
    def refuted(self) -> bool:
        """Whether an explicit function violates the claim."""
        return self.shown is not None and self.shown.violates

    def as_json(self) -> dict[str, Any]:
        """The row as plain data; exact numbers are strings, and `slack` tells how far the certified bound lies above the claim."""
        return {
            "N": self.N,
            "constants": {name: str(value) for name, value in self.constants.items()},
            "sharpness": self.sharpness,
            "lower": text(self.lower),
            "upper": text(self.upper),
            "certified": self.certified,
            "refuted": self.refuted,
            "slack": None if self.upper is None else str(max(self.upper - 1, Fraction(0))),
            "reason": self.reason,
            "function": None if self.shown is None else self.shown.formula,
            "example": None if self.shown is None else self.shown.as_json(),
            "remarks": list(self.remarks),
        }


def text(value: Fraction | None) -> str | None:
    """An exact number as data."""
    return None if value is None else str(value)


def row(theorem: Theorem, claim: Any, constants: Mapping[str, Fraction], steps: int, light: bool = False) -> Row:
    """The row of a claim at a horizon; `light` asks for a function only where the claim seems to fail."""
    try:
        read = programs(theorem, claim, constants, steps)
    except NotReadError as reason:
        return Row(steps, constants, reason=str(reason).rstrip("."), read=False)
    found = [ends(theorem, claim, program, light) for program in read]
    whole = _beyond(claim, found)
    made = _joined(steps, constants, found)
    return replace(made, within=False, reason=whole) if whole and made.certified else made


def _beyond(claim: Any, found: Sequence[Ends]) -> str:
    """What a claim says beside its bound, which no certificate of the bound shows; nothing where it says no more."""
    if isinstance(claim, sp.Eq):
        return "an equality is more than the bound that is certified"
    if isinstance(claim, (sp.Lt, sp.Gt)) and not all(strictly(one) for one in found):
        return "certified but for equality, which the strict claim excludes"
    if any(getattr(one.program, "narrower", False) for one in found):
        return "certified for a part of what the statement allows only"
    return ""


def strictly(one: Ends) -> bool:
    """Whether a bound excludes equality: one below 1, on a larger side that is positive whatever the function is, not zero at a stationary start."""
    return one.upper is not None and one.upper < 1 and one.program.denominator.is_constant and one.program.denominator.constant > 0


def _joined(steps: int, constants: Mapping[str, Fraction], found: Sequence[Ends]) -> Row:
    """The worst of the programs that a claim branches into."""
    uppers = [one.upper for one in found if one.upper is not None]
    worst = min(found, key=lambda one: (_rank(one), -(one.value or 0.0)))
    return Row(
        N=steps,
        constants=constants,
        sharpness=_worst(found),
        upper=max(uppers) if uppers and len(uppers) == len(found) else None,
        shown=best(found),
        reason=_why(worst),
        remarks=tuple(dict.fromkeys(remark for one in found for remark in one.program.remarks)),
        spots=tuple(one.program.spot for one in found),
        certificates=tuple((one.program, one.certificate) for one in found if one.certificate is not None),
    )


def _worst(found: Sequence[Ends]) -> float | None:
    """The worst case in floats: of the exact one, where that is known."""
    values = [float(one.upper) if one.exact and one.upper is not None else one.value for one in found]
    known = [value for value in values if value is not None]
    return max(known) if known and len(known) == len(found) else None


def best(found: Sequence[Ends]) -> Shown | None:
    """The function that shows most: a violation first, then the largest share."""
    return max((one.shown for one in found if one.shown is not None), key=lambda one: (one.violates, one.share), default=None)


def _rank(one: Ends) -> int:
    """What tells most of a claim comes first: a violation, an open end, a slack, a certificate."""
    if one.shown is not None and one.shown.violates:
        return 0
    return 1 if one.upper is None else 2 if one.upper > 1 else 3


def _why(one: Ends) -> str:
    """What a person should know of a row beside its numbers."""
    if one.shown is not None and one.shown.violates:
        return "an explicit function violates the claim"
    if one.value is not None and one.value > 1 + VISIBLE:
        what = "the worst case exceeds the claim" if one.program.complete else "the conditions known of the class, which do not suffice, allow more"
        return f"{what} ({one.value:.6g} times the bound), but no function that violates it was found: {one.without or 'the closest keeps it'}"
    if one.upper is None:
        return f"not certified: {one.reason}"
    return "certified" if one.upper <= 1 else f"certified only up to a factor 1 + {float(one.upper - 1):.1g}"
