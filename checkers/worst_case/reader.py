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

Points = Sequence[Mapping[str, Fraction]]


@dataclass(frozen=True)
class Answer:
    """The word for a claim, why, and the rows that it rests on."""

    verdict: str
    reason: str
    rows: tuple[Row, ...]

    @property
    def refuted(self) -> Row | None:
        """The first row with a function that violates the claim."""
        return next((one for one in self.rows if one.refuted), None)

    @property
    def scope(self) -> str:
        """Where the claim is certified, in words; nothing where it is nowhere."""
        return scope([one for one in self.rows if one.certified])

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


def answered(found: Iterable[Row]) -> Answer:
    """The word for rows, and the reason in a sentence."""
    all_rows = tuple(found)
    return Answer(*_told(all_rows), all_rows)


def _told(found: Sequence[Row]) -> tuple[str, str]:
    violated = [one for one in found if one.refuted]
    certified = [one for one in found if one.certified]
    if violated:
        return REFUTED, f"explicit functions violate the claim for {_where(violated)}"
    if found and len(certified) == len(found):
        return CERTIFIED, f"certified for {_where(certified)}"
    left = [one for one in found if not one.certified]
    if not any(one.read for one in found):
        return NOT_APPLICABLE, "; ".join(_reasons(left)) or "nothing was asked"
    open_ = "; ".join(f"{reason} ({_where(same)})" for reason, same in _by_reason(left).items())
    if certified or all(one.upper is not None for one in left):
        return SUPPORTED, "; ".join([*([f"certified for {_where(certified)}"] if certified else []), open_])
    return INCONCLUSIVE, open_


def _by_reason(found: Iterable[Row]) -> dict[str, list[Row]]:
    together: dict[str, list[Row]] = {}
    for one in found:
        together.setdefault(one.reason, []).append(one)
    return together


def _reasons(found: Iterable[Row]) -> list[str]:
    return list(_by_reason(found))


def scope(found: Sequence[Row]) -> str:
    """`N = 1, 2, 3 at L = 1, μ = 1/10`; nothing where there are no rows."""
    return _where(found) if found else ""


def _where(found: Sequence[Row]) -> str:
    at: dict[str, list[int]] = {}
    for one in found:
        at.setdefault(assigned(one.constants), []).append(one.N)
    together: dict[tuple[int, ...], list[str]] = {}
    for constants, steps in at.items():
        together.setdefault(tuple(steps), []).append(constants)
    return "; ".join(f"N = {', '.join(map(str, steps))}{_at(several)}" for steps, several in together.items())


def _at(several: Sequence[str]) -> str:
    told = [one for one in several if one]
    return f" at {' and at '.join(told)}" if told else ""


def assigned(constants: Mapping[str, Any]) -> str:
    """`L = 1, μ = 1/10`, in the letters of the statement."""
    return ", ".join(f"{UNICODE.name(name)} = {value}" for name, value in constants.items())
