"""Rows of the worst-case reader on a terminal: what is attained and what is certified at each horizon, and on which function."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from checkers.worst_case.reader import assigned
from lemmata.counterexample import described
from lemmata.table import GAP, VERDICT_STYLES, fitted, paragraph
from lemmata.terminal import Terminal
from theorems.printing import unicode

SHORT = 14
"""Characters of a fraction beyond which people see a decimal, rounded so that it still is a bound."""

DECIMALS = 10**7


def heading(found: Any, screen: Terminal) -> Iterator[str]:
    """The claim, and the word for it with its scope."""
    loaded, answer = found.loaded, found.answer
    statement = unicode(loaded.theorem.claims[found.number])
    yield fitted(f" {loaded.entry.id}  {statement}", screen.width, screen).rstrip()
    first = f"    {answer.verdict}: "
    head, *rest = paragraph(f"{answer.verdict}: {answer.reason}", screen, indent="      ", first="    ")
    yield head.replace(answer.verdict, screen.style(answer.verdict, **VERDICT_STYLES[answer.verdict]), 1) if first.strip() else head
    yield from rest


def lines(found: Any, screen: Terminal) -> Iterator[str]:
    """The rows, the functions, and a counterexample."""
    told = [one for one in found.answer.rows if one.read]
    if found.loaded.theorem.method is None:
        told = told[:1]
    if told:
        yield from table(told, screen, found.loaded.theorem.method is not None)
        yield from functions(told, screen)
        for remark in dict.fromkeys(remark for one in told for remark in one.remarks):
            yield from paragraph(f"note: {remark}", screen, indent="      ", first="    ")
    if found.counterexample is not None:
        yield from described(found.counterexample, unicode(found.loaded.theorem.claims[found.number]), screen)
    for path in found.certificates:
        yield from paragraph(f"certificate: {path}", screen, indent="      ", first="    ")
    yield ""


def table(rows: Sequence[Any], screen: Terminal, horizons: bool) -> Iterator[str]:
    """A line per row: N, the constants where they differ, the worst case in floats, and its exact ends."""
    several = len({assigned(one.constants) for one in rows}) > 1
    names = [*(["N"] if horizons else []), *(["constants"] if several else []), "sharpness", "attained", "certified"]
    cells = [[*([str(one.N)] if horizons else []), *([assigned(one.constants)] if several else []), *_numbers(one)] for one in rows]
    widths = [max(len(screen.plain(row[place])) for row in (names, *cells)) for place in range(len(names))]
    yield screen.style(f"    {GAP.join(name.ljust(width) for name, width in zip(names, widths, strict=True))}".rstrip(), bold=True)
    for row in cells:
        yield f"    {GAP.join(screen.plain(cell).ljust(width) for cell, width in zip(row, widths, strict=True))}".rstrip()


def _numbers(one: Any) -> tuple[str, str, str]:
    worst = "-" if one.sharpness is None else f"{one.sharpness:.6g}"
    return worst, "-" if one.lower is None else f"≥ {bound(one.lower, up=False)}", "-" if one.upper is None else f"≤ {bound(one.upper, up=True)}"


def bound(value: Fraction, up: bool) -> str:
    """An exact number; a long one as a decimal that bounds it from the same side."""
    text = str(value)
    if len(text) <= SHORT:
        return text
    scaled = value * DECIMALS
    whole = -((-scaled.numerator) // scaled.denominator) if up else scaled.numerator // scaled.denominator
    return f"{whole / DECIMALS:.10g}"


def functions(rows: Sequence[Any], screen: Terminal) -> Iterator[str]:
    """The functions that attain the lower ends, each once with its horizons."""
    together: dict[str, list[str]] = {}
    for one in rows:
        if one.shown is not None and not one.refuted:
            together.setdefault(one.shown.formula, []).append(str(one.N))
    for formula, steps in together.items():
        yield from paragraph(f"attained for N = {', '.join(steps)} on {formula}", screen, indent="      ", first="    ")
