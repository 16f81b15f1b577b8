"""Results in a notebook: a table of HTML, and LaTeX for all that has no HTML; a refutation with the instance that refutes."""

from collections.abc import Sequence
from html import escape

from checkers.told import exactness, parts
from checkers.verdict import Result, Verdict, sharpness
from theorems.display import CELL, formula, in_lines, table, words
from theorems.notation import tex_text

COLOURS = {
    Verdict.PROVED: "#1a7f37",
    Verdict.SUPPORTED: "#1a7f37",
    Verdict.REFUTED: "#cf222e",
    Verdict.ERROR: "#cf222e",
    Verdict.VACUOUS: "#8250df",
    Verdict.INCONCLUSIVE: "#9a6700",
    Verdict.NOT_APPLICABLE: "#9a6700",
}
"""Readable on white and on black; the word says it, too."""


def html(result: Result) -> str:
    """One claim: its verdict, how sharp it is, and why."""
    fields = [
        ("claim", [formula(result.latex)]),
        ("verdict", [_verdict(result)]),
        ("sharpness", [words(sharpness(result.sharpness)) + _attained(result)]),
        ("because", [words(result.reason)]),
        *refutation(result),
    ]
    return table([field for field in fields if field[0] != "sharpness" or result.sharpness is not None])


def _verdict(result: Result) -> str:
    return f'<b style="color:{COLOURS[result.verdict]}" title="{escape(result.guarantee)}">{result.verdict.value}</b>'


def _attained(result: Result) -> str:
    return f", attained by {words(result.attained_by)}" if result.attained_by else ""


def refutation(result: Result) -> list[tuple[str, list[str]]]:
    """The instance that refutes, part by part, both sides last; empty where there is none."""
    found = result.counterexample
    if result.verdict is not Verdict.REFUTED or found is None:
        return []
    together: dict[str, list[str]] = {}
    for name, text in parts(found):
        together.setdefault(name, []).append(words(text))
    again = [("again", [f"<code>{words(found['replay'])}</code>"])] if found.get("replay") else []
    return [("counterexample", [words(exactness(found))]), *together.items(), *again]


def html_table(results: Sequence[Result]) -> str:
    """A row per claim, and below a refuted or undecided one its reason."""
    head = "".join(f'<th scope="col" style="{CELL}">{name}</th>' for name in ("theorem", "claim", "verdict", "sharpness", "attained by"))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(_row(result) for result in results)}</tbody></table>"


def _row(result: Result) -> str:
    cells = [words(result.theorem), formula(result.latex), _verdict(result), words(sharpness(result.sharpness)), words(result.attained_by or "")]
    row = f"<tr>{''.join(f'<td style={CELL!r}>{cell}</td>' for cell in cells)}</tr>"
    if result.verdict in (Verdict.PROVED, Verdict.SUPPORTED):
        return row
    below = [("because", [words(result.reason)]), *refutation(result)]
    return f'{row}<tr><td></td><td colspan="4" style="{CELL}">{table(below)}</td></tr>'


def math(results: Sequence[Result]) -> str:
    """The claims with their verdicts as one display of LaTeX."""
    body = r" \\ ".join(rf"{in_lines(result.latex)} & \text{{{result.verdict.value}}} & {_sharpness(result)}" for result in results)
    return rf"$$\begin{{array}}{{lll}} {body} \end{{array}}$$"


def _sharpness(result: Result) -> str:
    return "" if result.sharpness is None else rf"\text{{sharpness {tex_text(sharpness(result.sharpness))}}}"
