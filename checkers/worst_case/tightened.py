"""The best constant of a claim with a hole: per horizon and constants the bracket between what a function attains and what is certified."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from checkers.worst_case.bracket import best, text
from checkers.worst_case.certificates.identity import Certificate
from checkers.worst_case.ends import Ends, ends
from checkers.worst_case.functions.shown import Shown
from checkers.worst_case.program import NotReadError, Program
from checkers.worst_case.reader import CERTIFIED, INCONCLUSIVE, NOT_APPLICABLE, SUPPORTED, where
from checkers.worst_case.reading.programs import programs
from theorems.language import Theorem

LEAST, GREATEST = "least", "greatest"

TINY = 1e-9
"""A quotient of the solver's below this may be zero, whose reciprocal is no constant."""


@dataclass(frozen=True)
class Bracket:
    """What is known of the least (or greatest) constant at one horizon and at given constants.

    value    : the constant in floats, as the solver sees it
    attained : no better constant holds on the function `shown`; certified : the claim with this constant holds for every function of the class
    exact    : whether `certified` is the worst case of the conditions themselves, so that none better can be certified from them
    complete : whether the conditions are sufficient, so that the worst case is that of the class
    """

    N: int
    constants: Mapping[str, Fraction]
    goal: str = LEAST
    value: float | None = None
    attained: Fraction | None = None
    certified: Fraction | None = None
    exact: bool = False
    complete: bool = True
    shown: Shown | None = None
    reason: str = ""
    remarks: tuple[str, ...] = ()
    read: bool = True
    certificates: tuple[tuple[Program, Certificate], ...] = field(default=(), repr=False)

    @property
    def known(self) -> Fraction | None:
        """The best constant, where it is known exactly: attained and certified, or the exact worst case of conditions that suffice."""
        if self.certified is not None and (self.attained == self.certified or (self.exact and self.complete)):
            return self.certified
        return None

    @property
    def refuted(self) -> bool:
        """A constant that is sought cannot fail."""
        return False

    @property
    def interval(self) -> tuple[Fraction | None, Fraction | None]:
        """The ends in the order of numbers: the least constant lies above what is attained, the greatest below it."""
        return (self.attained, self.certified) if self.goal == LEAST else (self.certified, self.attained)

    def as_json(self) -> dict[str, Any]:
        """The bracket as plain data; exact numbers are strings."""
        lower, upper = self.interval
        return {
            "N": self.N,
            "constants": {name: str(value) for name, value in self.constants.items()},
            "goal": self.goal,
            "value": text(self.known),
            "decimal": self.value,
            "attained": text(self.attained),
            "bound": text(self.certified),
            "lower": text(lower),
            "upper": text(upper),
            "certified": self.certified is not None,
            "exact": self.known is not None,
            "reason": self.reason,
            "function": None if self.shown is None else self.shown.formula,
            "example": None if self.shown is None else self.shown.as_json(),
            "remarks": list(self.remarks),
        }


def brackets(
    theorem: Theorem, claim: Any, points: Sequence[Mapping[str, Fraction]], horizons: Sequence[int], light: bool = False
) -> Iterator[Bracket]:
    """The bracket at each point and horizon; a theorem about points has one at each point."""
    steps = horizons if theorem.method is not None else horizons[:1]
    for constants in points:
        yield from (bracket(theorem, claim, constants, N, light) for N in steps)


def bracket(theorem: Theorem, claim: Any, constants: Mapping[str, Fraction], steps: int, light: bool = False) -> Bracket:
    """The bracket at one horizon; `light` asks for no function."""
    try:
        read = programs(theorem, claim, constants, steps)
    except NotReadError as reason:
        return Bracket(steps, constants, reason=str(reason).rstrip("."), read=False)
    return _joined(steps, constants, [ends(theorem, claim, program, light) for program in read])


def worded_brackets(found: Sequence[Bracket], along: bool) -> tuple[str, str]:
    """The word for brackets, and the reason in a sentence."""
    certified, read = [one for one in found if one.certified is not None], [one for one in found if one.read]
    if not read:
        return NOT_APPLICABLE, "; ".join(dict.fromkeys(one.reason for one in found))
    left = [f"{one.reason or 'not certified'} (N = {one.N})" for one in found if one.certified is None]
    if not certified:
        return INCONCLUSIVE, "; ".join(dict.fromkeys(left))
    word = "best" if all(one.known is not None for one in certified) else "a"
    told = f"{word} constant{'s' if along and len(certified) > 1 else ''} certified for {where(certified, along)}"
    return SUPPORTED if left else CERTIFIED, "; ".join([told.removeprefix("a "), *left])


def _joined(steps: int, constants: Mapping[str, Fraction], found: Sequence[Ends]) -> Bracket:
    """The worst of the programs that the claim branches into."""
    goal, shown = found[0].program.goal, best(found)
    values, uppers = [one.value for one in found if one.value], [one.upper for one in found if one.upper]
    whole = len(uppers) == len(found)
    top = max(found, key=lambda one: one.upper or 0)
    return Bracket(
        N=steps,
        constants=constants,
        goal=goal,
        value=_as_constant(max(values), goal) if len(values) == len(found) and (goal == LEAST or max(values) > TINY) else None,
        attained=_as_constant(shown.share, goal) if shown is not None and shown.share else None,
        certified=_as_constant(max(uppers), goal) if whole else None,
        exact=whole and _is_worst(top),
        complete=all(one.program.complete for one in found),
        shown=shown,
        reason=next((one.reason for one in found if one.upper is None), "" if shown else found[0].without),
        remarks=tuple(dict.fromkeys(remark for one in found for remark in one.program.remarks)),
        certificates=tuple((one.program, one.certificate) for one in found if one.certificate is not None),
    )


def _is_worst(one: Ends) -> bool:
    """Whether the bound is the worst case of the program, and no rounded root."""
    if not one.exact or one.certificate is None or one.upper is None:
        return False
    return one.certificate.bound == (one.upper**2 if one.program.squared else one.upper)


def _as_constant(quotient: Any, goal: str) -> Any:
    return 1 / quotient if goal == GREATEST else quotient
