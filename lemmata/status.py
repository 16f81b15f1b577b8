"""What is known of a theorem's claims and of its mutants, from their last evidence; nothing is run."""

from collections.abc import Iterator
from dataclasses import dataclass
from shlex import quote
from typing import Any

from checkers import recorded
from checkers.verdict import Result, Verdict, sharpness
from lemmata.counterexample import described
from lemmata.table import VERDICT_STYLES, paragraph
from lemmata.terminal import Terminal
from theorems.catalogue import Loaded

NONE = "–"
"""What stands in a table where there is no evidence."""


@dataclass(frozen=True)
class Status:
    """The last result of one claim, with the seed and the level of its run."""

    result: Result
    seed: int
    alpha: float

    def as_json(self) -> dict[str, Any]:
        """The result as plain data, with the seed and the level."""
        return {"seed": self.seed, "alpha": self.alpha, **self.result.as_json()}


def status(loaded: Loaded) -> list[Status | None]:
    """The last result of every claim, None where there is none."""
    return [_of(loaded, number) for number in range(len(loaded.theorem.claims))]


def _of(loaded: Loaded, number: int) -> Status | None:
    evidence, result = recorded.last(loaded, number), recorded.last_result(loaded, number)
    return Status(result, evidence["seed"], evidence["alpha"]) if evidence and result else None


def command(loaded: Loaded) -> str:
    """What verifies the theorem; a mutant in a file of the user's has no name that a command takes."""
    return f"lemmata verify {quote(loaded.entry.id if loaded.entry.theme else str(loaded.entry.path))}"


def lines(loaded: Loaded, screen: Terminal, margin: int) -> Iterator[str]:
    """The status of every claim, to stand at a margin; a counterexample below it."""
    found = status(loaded)
    for number, one in enumerate(found):
        name = "status" if number == 0 else ""
        which = f"claim {number + 1}: " if len(found) > 1 else ""
        first = f"  {name:{margin - 2}}"
        if one is None:
            yield from paragraph(f"{which}not verified yet ({command(loaded)})", screen, indent=" " * (margin + 2), first=first)
        else:
            yield from _told(one, which, screen, margin, first)


def _told(one: Status, which: str, screen: Terminal, margin: int, first: str) -> Iterator[str]:
    verdict = one.result.verdict.value
    head, *rest = paragraph(f"{which}{verdict}{_used(one.result)}", screen, indent=" " * (margin + 2), first=first)
    yield head.replace(verdict, screen.style(verdict, **VERDICT_STYLES[verdict]), 1)
    yield from rest
    level = f"{one.alpha:g}".replace("e-0", "e-")
    tried = f"{one.result.reason}{_searchers(one.result)}; seed {one.seed}, α {level}"
    yield from paragraph(tried, screen, indent=" " * (margin + 2), first=" " * (margin + 2))
    if one.result.verdict is Verdict.REFUTED and one.result.counterexample is not None:
        yield from described(one.result.counterexample, one.result.statement, screen)


def _used(result: Result) -> str:
    if result.sharpness is None:
        return ""
    return f", sharpness {sharpness(result.sharpness)}" + (f", attained by {result.attained_by}" if result.attained_by else "")


def _searchers(result: Result) -> str:
    found = (result.readers.get("experiment") or {}).get("searchers") or {}
    return f": {', '.join(f'{count} by {name}' for name, count in found.items())}" if found else ""


def mutants(loaded: Loaded) -> list[tuple[str | None, str, list[Status | None]]]:
    """Every mutant: the id by which commands know it (None in a file of the user's), its name, the last results of its claims."""
    wrong = [loaded.mutant(number) for number in range(1, len(loaded.mutants) + 1)]
    return [(one.entry.id if one.entry.theme else None, one.entry.title, status(one)) for one in wrong]


def worded(found: list[Status | None]) -> str:
    """The verdicts of all claims in a few words: each once, in the order of the claims."""
    return ", ".join(dict.fromkeys(one.result.verdict.value if one else NONE for one in found))
