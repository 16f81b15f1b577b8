"""The worst-case reader: what is known of a claim over whole classes of functions, at some horizons and constants, and in which words.

CERTIFIED is its own word, always told with its scope: an exact certificate at these horizons and constants. Nothing follows for others.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from checkers.worst_case.bracket import Row, row
from theorems.language import Theorem
from theorems.notation import UNICODE

CERTIFIED, SUPPORTED, REFUTED, INCONCLUSIVE, NOT_APPLICABLE = "CERTIFIED", "SUPPORTED", "REFUTED", "INCONCLUSIVE", "NOT APPLICABLE"

LOOSE = 1 + Fraction(1, 100)
"""A bound that is certified only up to a larger factor supports nothing."""

Points = Sequence[Mapping[str, Fraction]]


@dataclass(frozen=True)
class Answer:
    """The word for a claim, why, and the rows that it rests on; `along` tells whether it is about a method, so that N means something."""

    verdict: str
    reason: str
    rows: tuple[Row, ...]
    along: bool = True

    @property
    def refuted(self) -> Row | None:
        """The first row with a function that violates the claim."""
        return next((one for one in self.rows if one.refuted), None)

    @property
    def scope(self) -> str:
        """Where the claim is certified, in words; nothing where it is nowhere."""
        certified = [one for one in self.rows if one.certified]
        return where(certified, self.along) if certified else ""

    def as_json(self) -> dict[str, Any]:
        """The answer as plain data."""
        return {"verdict": self.verdict, "reason": self.reason, "rows": [one.as_json() for one in self.rows]}


def rows(theorem: Theorem, claim: Any, points: Points, horizons: Sequence[int], light: bool = False) -> Iterator[Row]:
    """A row for each point and horizon; a theorem about points has the same row at every horizon."""
    for constants in points:
        if theorem.method is None:
            found = row(theorem, claim, constants, horizons[0], light)
            yield from (replace(found, N=steps) for steps in horizons)
        else:
            yield from (row(theorem, claim, constants, steps, light) for steps in horizons)


def answered(found: Iterable[Row], along: bool = True) -> Answer:
    """The word for rows, and the reason in a sentence."""
    all_rows = tuple(found)
    return Answer(*_told(all_rows, along), all_rows, along)


def unanswered(reason: str) -> Answer:
    """The answer where no row could be made."""
    return Answer(NOT_APPLICABLE, reason.rstrip("."), ())


def _told(found: Sequence[Row], along: bool) -> tuple[str, str]:
    violated = [one for one in found if one.refuted]
    certified = [one for one in found if one.certified]
    if violated:
        return REFUTED, f"an explicit function violates the claim for {where(violated, along)}"
    if found and len(certified) == len(found):
        return CERTIFIED, f"certified for {where(certified, along)}"
    left = [one for one in found if not one.certified]
    if not any(one.read for one in found):
        return NOT_APPLICABLE, "; ".join(_by_reason(left))
    told = [f"certified for {where(certified, along)}"] if certified else []
    told += [f"{reason} ({where(same, along)})" for reason, same in _by_reason(left).items()]
    partly = certified or all(one.upper is not None and one.upper < LOOSE for one in left)
    return SUPPORTED if partly else INCONCLUSIVE, "; ".join(told)


def _by_reason(found: Iterable[Row]) -> dict[str, list[Row]]:
    together: dict[str, list[Row]] = {}
    for one in found:
        together.setdefault(one.reason, []).append(one)
    return together


def where(found: Sequence[Any], along: bool = True) -> str:
    """`N = 1, 2, 3 at L = 1, μ = 1/10`; for a theorem about points the constants alone."""
    at: dict[str, list[int]] = {}
    for one in found:
        at.setdefault(assigned(one.constants), []).append(one.N)
    together: dict[tuple[int, ...], list[str]] = {}
    for constants, steps in at.items():
        together.setdefault(tuple(steps), []).append(constants)
    return "; ".join(_place(steps, [one for one in several if one], along) for steps, several in together.items())


def _place(steps: Sequence[int], constants: Sequence[str], along: bool) -> str:
    at = " and at ".join(constants)
    if not along:
        return at or "all constants"
    return f"N = {', '.join(map(str, steps))}" + (f" at {at}" if at else "")


def assigned(constants: Mapping[str, Any]) -> str:
    """`L = 1, μ = 1/10`, in the letters of the statement."""
    return ", ".join(f"{UNICODE.name(name)} = {value}" for name, value in constants.items())
