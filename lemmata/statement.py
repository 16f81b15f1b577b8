"""One theorem as a person reads it on a terminal, with what is known of it; and the same as plain data."""

from collections.abc import Iterator
from typing import Any

from sympy import Indexed

from lemmata import status
from lemmata.table import paragraph
from lemmata.terminal import Terminal
from theorems.catalogue import Loaded
from theorems.hypothesis import Hypothesis, Inequality
from theorems.paper import sought, steps
from theorems.printing import assumed, latex, shown_hypotheses, shown_method, shown_ranges, shown_setting, spelled_out, unicode
from theorems.words import Sequence

MARGIN = 12
"""Columns that the names of the fields take."""

RANGES = {"t": "0, 1, 2, …", "T": "1, 2, 3, …"}


def as_text(loaded: Loaded, screen: Terminal) -> Iterator[str]:
    """The statement, field by field, and what the last evidence says of it."""
    entry = loaded.entry
    yield from paragraph(f"{entry.id}   {entry.title}", screen, indent=" " * 4, first="")
    yield ""
    yield from _written(_statement(loaded), screen)
    yield from status.lines(loaded, screen, MARGIN)
    yield from _written(_origin(loaded), screen)


def _written(fields: Iterator[tuple[str, list[str]]], screen: Terminal) -> Iterator[str]:
    for name, values in fields:
        for number, value in enumerate(values):
            yield from paragraph(value, screen, indent=" " * (MARGIN + 2), first=f"  {name if number == 0 else '':{MARGIN - 2}}")


def _statement(loaded: Loaded) -> Iterator[tuple[str, list[str]]]:
    theorem = loaded.theorem
    yield (
        "given",
        [line for (plain, _), inside in _given(loaded) for line in (plain, *(f"    {one.name}: {unicode(one.relation)}" for one in inside))],
    )
    yield "setting", [plain for plain, _ in shown_setting(theorem.setting)]
    if theorem.method:
        yield "method", [plain for plain, _ in shown_method(theorem.method)]
    yield "claim", [unicode(claim) for claim in theorem.claims]
    yield "sought", [f"the best constant {name}: lemmata tighten finds it" for name in sought(theorem)]
    indices = [f"{index} = {RANGES[index]}" for index in steps(theorem)]
    yield "for every", indices + _sequences(loaded) + [plain for plain, _ in shown_ranges(theorem)]


def _spelled(one: Inequality) -> str:
    return f"    {one.name}: {unicode(one.relation)}"


def _given(loaded: Loaded) -> list[tuple[tuple[str, str], tuple[Inequality, ...]]]:
    """Each hypothesis in both scripts, and the inequalities behind it where its words hold none."""
    inside = [spelled_out(h) if isinstance(h, Hypothesis) else () for h, _ in assumed(loaded.theorem)]
    return list(zip(shown_hypotheses(loaded.theorem), inside, strict=True))


def _origin(loaded: Loaded) -> Iterator[tuple[str, list[str]]]:
    entry = loaded.entry
    yield "source", [entry.source] if entry.source else []
    yield "theme", [entry.theme + ("  (core set)" if entry.core else "")] if entry.theme else []
    yield "lectures", [", ".join(entry.lectures)] if entry.lectures else []
    yield "mutants", [f"{f'{id}  ' if id else ''}{name}: {_verdicts(found)}" for id, name, found in status.mutants(loaded)]
    yield "file", [str(entry.path)]


def _verdicts(found: list[status.Status | None]) -> str:
    return status.worded(found) if any(found) else "not verified yet"


def _sequences(loaded: Loaded) -> list[str]:
    names = {str(e.base) for e in loaded.theorem.terms() if isinstance(e, Indexed) and isinstance(e.base, Sequence)}
    return [f"sequence {name} of reals" for name in sorted(names)]


def as_json(loaded: Loaded) -> dict[str, Any]:
    """The statement as plain data, with what the last evidence says of it."""
    entry, theorem = loaded.entry, loaded.theorem
    claims = [{"unicode": unicode(claim), "latex": latex(claim), "digest": theorem.digest(claim)} for claim in theorem.claims]
    method = {"name": theorem.method.name, "equations": _pairs(shown_method(theorem.method))} if theorem.method else None
    return {
        **vars(entry),
        "given": _pairs(shown_hypotheses(theorem)),
        "inequalities": [_inequality(plain, one) for (plain, _), inside in _given(loaded) for one in inside],
        "setting": _pairs(shown_setting(theorem.setting)),
        "method": method,
        "claims": claims,
        "for_every": [*steps(theorem), *_sequences(loaded), *(plain for plain, _ in shown_ranges(theorem))],
        "status": [_plain(one) for one in status.status(loaded)],
        "sought": sought(theorem),
        "mutants": [name for name, _ in loaded.mutants],
        "mutant_status": [{"id": id, "name": name, "status": [_plain(one) for one in found]} for id, name, found in status.mutants(loaded)],
    }


def _inequality(hypothesis: str, one: Inequality) -> dict[str, str]:
    return {"hypothesis": hypothesis, "name": one.name, "unicode": unicode(one.relation), "latex": latex(one.relation)}


def _plain(one: status.Status | None) -> dict[str, Any] | None:
    return one.as_json() if one else None


def _pairs(shown: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"unicode": plain, "latex": tex} for plain, tex in shown]
