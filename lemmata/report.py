"""What a run of `verify` says: rows as claims are decided, the closing line, and the same as one JSON document."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from checkers.verdict import Result, Verdict
from checkers.versions import versions
from lemmata.counterexample import described
from lemmata.table import VERDICT_STYLES, Columns, paragraph
from lemmata.terminal import Terminal

EXPLAINED = (Verdict.INCONCLUSIVE, Verdict.VACUOUS, Verdict.NOT_APPLICABLE, Verdict.ERROR)
"""Verdicts whose reason stands below the row."""


def rows(result: Result, columns: Columns, screen: Terminal) -> Iterator[str]:
    """The row of one claim, and below it the reason or the counterexample."""
    yield columns.row(result, screen)
    if result.verdict is Verdict.REFUTED:
        yield ""
    yield from rows_below(result, screen)
    if result.verdict is Verdict.REFUTED:
        yield ""


def rows_below(result: Result, screen: Terminal) -> Iterator[str]:
    """The reason of a verdict that needs one, or the counterexample."""
    if result.verdict is Verdict.REFUTED and result.counterexample is not None:
        yield from described(result.counterexample, result.statement, screen)
    elif result.reason and result.verdict in (*EXPLAINED, Verdict.REFUTED):
        yield from paragraph(result.reason, screen)


def closeness(result: Result, screen: Terminal) -> Iterator[str]:
    """What a search that refuted nothing tried, and the cases that came closest to a violation."""
    found = result.readers.get("experiment") or {}
    if result.verdict is Verdict.REFUTED or not found.get("searchers"):
        return
    tried = ", ".join(f"{count} by {name}" for name, count in found["searchers"].items())
    yield from paragraph(f"tried {found['cases']} cases: {tried}", screen)
    for one in found["closest"]:
        share = "no violation" if one["used"] is None else f"{one['used']:.4g} of the bound"
        where = f" on {one['function']}" if one["function"] else ""
        step = f", T = {one['T']}" if (one["T"] or 1) > 1 else f", t = {one['t']}" if one["t"] else ""
        yield from paragraph(f"closest: {share}{where}{step} ({one['found_by']})", screen, indent="      ", first="    ")


def summary(results: Iterable[Result]) -> dict[str, int]:
    """How many claims ended with each verdict."""
    counted = Counter(result.verdict for result in results)
    return {"claims": sum(counted.values()), **{verdict.value: counted[verdict] for verdict in Verdict}}


def closing(results: Sequence[Result], seed: int, alpha: float, screen: Terminal) -> str:
    """`14 claims: 13 supported, 1 refuted.   seed 0, α 1e-6, evidence in .lemmata/`."""
    counted = Counter(result.verdict for result in results)
    order = (Verdict.PROVED, Verdict.SUPPORTED, Verdict.INCONCLUSIVE, Verdict.NOT_APPLICABLE, Verdict.VACUOUS, Verdict.ERROR)
    parts = [_counted(counted[verdict], verdict, screen) for verdict in order if counted[verdict]]
    refuted = counted[Verdict.REFUTED]
    parts.append(_counted(refuted, Verdict.REFUTED, screen) if refuted else "none refuted")
    place = _evidence(results)
    claims = f"{len(results)} claim{'s' * (len(results) != 1)}"
    return f"{claims}: {', '.join(parts)}.   seed {seed}, α {_short(alpha)}{f', evidence in {place}' if place else ''}"


def _counted(number: int, verdict: Verdict, screen: Terminal) -> str:
    return screen.style(f"{number} {verdict.value.lower()}", **VERDICT_STYLES[verdict.value])


def _short(number: float) -> str:
    return f"{number:g}".replace("e-0", "e-")


def _evidence(results: Iterable[Result]) -> str | None:
    places = sorted({os.path.dirname(result.evidence) for result in results if result.evidence})
    return os.path.join(places[0], "") if places else None


def document(
    results: Sequence[Result], seed: int | None, alpha: float | None, resumed: int = 0, optimizer: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The run as plain data, but for its exit code; all that a person sees is in it. `resumed` theorems were finished by an interrupted run.

    optimizer : what was run in place of the theorems' methods, where a person has asked for that
    """
    return {
        "schema": "lemmata/1",
        "versions": versions(),
        "seed": seed,
        "alpha": alpha,
        "resumed": resumed,
        **({} if optimizer is None else {"optimizer": optimizer}),
        "results": [result.as_json() for result in results],
        "summary": summary(results),
    }


@dataclass
class InOrder:
    """Results in the order of the claims, whatever the order they are finished in."""

    order: Sequence[tuple[str, int]]

    def __post_init__(self) -> None:
        self._waiting: dict[tuple[str, int], Result] = {}
        self._next = 0

    def add(self, result: Result) -> Iterator[Result]:
        """The results that can be shown now."""
        self._waiting[result.theorem, result.claim] = result
        while self._next < len(self.order) and self.order[self._next] in self._waiting:
            yield self._waiting.pop(self.order[self._next])
            self._next += 1

    def rest(self) -> Iterator[Result]:
        """The results that still wait for others, when the run ends early."""
        yield from self._waiting.values()
