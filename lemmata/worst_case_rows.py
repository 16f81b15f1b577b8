"""Rows of the worst-case reader on a terminal: what is attained and what is certified at each horizon, and on which function."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from shlex import quote
from typing import Any

from checkers.worst_case.reader import assigned
from lemmata.counterexample import described
from lemmata.table import GAP, VERDICT_STYLES, paragraph
from lemmata.terminal import Terminal
from theorems.printing import unicode

SHORT = 14
"""Characters of a fraction beyond which people see a decimal, rounded so that it still is a bound."""

NEAR = Fraction(999, 1000)
"""Share of the worst case that a function must attain for the worst case to be told as one number."""

DIGITS = 7
"""Significant digits of such a decimal."""

LINES, WHOLE = 4, "… (whole in --json); {}"
"""Lines of a function that people see where it only attains an end, and how they go on."""


def told(found: Any, screen: Terminal) -> Iterator[str]:
    """The claim, the word for it with its scope, the rows, the functions, and a counterexample."""
    statement = unicode(found.loaded.theorem.claims[found.number])
    yield from paragraph(f"{found.loaded.entry.id}  {statement}", screen, indent="    ", first=" ")
    yield from worded(found.answer.verdict, found.answer.reason, screen)
    rows = [one for one in found.answer.rows if one.read]
    rows = rows if found.answer.along else rows[:1]
    if rows:
        yield from table(rows, screen, found.answer.along)
        yield from functions(rows, screen, found.answer.along)
        yield from remarks(rows, screen)
    if found.counterexample is not None:
        yield from described(found.counterexample, statement, screen)
    yield from at_all_constants(found.symbolic, screen)
    yield from files(found.certificates, screen)
    yield ""


def at_all_constants(certificate: Any, screen: Terminal) -> Iterator[str]:
    """What is proved at all constants, by which facts, and what it takes for granted."""
    if certificate is None:
        return
    if not hasattr(certificate, "scope"):
        yield from paragraph(f"at all constants: not proved ({certificate.reason})", screen, indent="      ", first="    ")
        return
    granted = f", where {' and '.join(certificate.assumed)}" if certificate.assumed else ""
    yield from paragraph(f"proved for {certificate.scope} at all constants that the theorem allows{granted}, by adding up", screen, first="    ")
    for line in str(certificate).splitlines():
        yield from paragraph(line.strip(), screen, indent="          ", first="      ")


def files(certificates: Sequence[str], screen: Terminal) -> Iterator[str]:
    """Where certificates lie, and what checks them."""
    for path in certificates:
        yield f"    certificate: lemmata check {quote(path)}"


def worded(verdict: str, reason: str, screen: Terminal) -> Iterator[str]:
    """A word in its colour, and why."""
    head, *rest = paragraph(f"{verdict}: {reason}", screen, indent="      ", first="    ")
    yield head.replace(verdict, screen.style(verdict, **VERDICT_STYLES[verdict]), 1)
    yield from rest


def remarks(rows: Sequence[Any], screen: Terminal) -> Iterator[str]:
    """What is narrower or wider than the statement, each once."""
    for remark in dict.fromkeys(remark for one in rows for remark in one.remarks):
        yield from paragraph(f"note: {remark}", screen, indent="      ", first="    ")


def table(rows: Sequence[Any], screen: Terminal, along: bool) -> Iterator[str]:
    """A line per row: N, the constants where they differ, the worst case in floats, and its exact ends."""
    numbers = [(between(one.lower, one.sharpness), *ends(one.lower, one.upper)) for one in rows]
    yield from columns(rows, along, ("sharpness", "attained", "certified"), numbers, screen)


def columns(rows: Sequence[Any], along: bool, titles: Sequence[str], numbers: Sequence[Sequence[str]], screen: Terminal) -> Iterator[str]:
    """A table: N and the constants of each row (where they differ), then its numbers."""
    several = len({assigned(one.constants) for one in rows}) > 1
    names = [*(["N"] if along else []), *(["constants"] if several else []), *titles]
    places = [[*([str(one.N)] if along else []), *([assigned(one.constants)] if several else [])] for one in rows]
    cells = [[*place, *row] for place, row in zip(places, numbers, strict=True)]
    widths = [max(len(screen.plain(row[place])) for row in (names, *cells)) for place in range(len(names))]
    yield screen.style(f"    {GAP.join(name.ljust(width) for name, width in zip(names, widths, strict=True))}".rstrip(), bold=True)
    for row in cells:
        yield f"    {GAP.join(screen.plain(cell).ljust(width) for cell, width in zip(row, widths, strict=True))}".rstrip()


def between(attained: Fraction | None, found: float | None) -> str:
    """The worst case in floats; where no function comes near it (the conditions may be necessary only), what one attains stands before it."""
    apart = attained is not None and found is not None and 0 <= attained < Fraction(found) * NEAR
    return f"{float(attained):.4g}…{decimal(found)}" if apart and attained is not None else decimal(found)


def decimal(value: float | None) -> str:
    """A number in floats."""
    return "-" if value is None else f"{value:.6g}"


def ends(attained: Fraction | None, certified: Fraction | None, up: bool = True) -> tuple[str, str]:
    """What is attained and what is certified, each with the sign of the bound that it is; `up` where what is bounded lies between in this order."""
    signs = ("≥", "≤") if up else ("≤", "≥")
    shown = ("-" if one is None else f"{sign} {bound(one, sign == '≤')}" for sign, one in zip(signs, (attained, certified), strict=True))
    return tuple(shown)  # type: ignore[return-value]


def bound(value: Fraction, up: bool) -> str:
    """An exact number; a long one as a decimal that bounds it from the same side."""
    text = str(value)
    if len(text) <= SHORT:
        return text
    rounding = Context(prec=DIGITS, rounding=ROUND_CEILING if up else ROUND_FLOOR)
    return str(rounding.divide(Decimal(value.numerator), Decimal(value.denominator)))


def functions(rows: Sequence[Any], screen: Terminal, along: bool) -> Iterator[str]:
    """The functions that attain the lower ends or violate the claim, with where they are looked at, each once with its horizons."""
    together: dict[tuple[str, str, str], list[str]] = {}
    for one in rows:
        if one.shown is not None:
            word = "violated" if one.refuted else "attained"
            sides = f"; left {run['left']} {run['relation']} right {run['right']}" if one.refuted and (run := one.shown.as_json()) else ""
            together.setdefault((word, one.shown.formula, one.shown.from_where + sides), []).append(str(one.N))
    for (word, formula, where), steps in together.items():
        at = f" for N = {', '.join(dict.fromkeys(steps))}" if along else ""
        lines = list(paragraph(f"{word}{at} on {formula}; {where}", screen, indent="      ", first="    "))
        yield from lines if word == "violated" or len(lines) <= LINES else [*lines[: LINES - 1], "      " + screen.plain(WHOLE.format(where))]
