r"""Theorems in a notebook: HTML whose formulas stand between `\(` and `\)`, which Jupyter's MathJax sets, and LaTeX for all that has no HTML.

Both are made from the statement; all words are escaped, and a dollar among them opens no formula.
"""

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from theorems.lines import rows
from theorems.paper import sought, steps
from theorems.printing import (
    Sentence,
    assumed,
    in_words,
    latex,
    ranges,
    shown_method,
    staged,
)

if TYPE_CHECKING:
    from theorems.catalogue import Loaded
    from theorems.language import Theorem

CELL = "text-align:left;vertical-align:top;padding:0.2em 0.8em 0.2em 0"
"""The style of a cell; a notebook would set tables to the right."""

ROOM = 46.0
"""The width of a formula in a notebook, in em."""

Line = Sentence | str
"""A sentence, or a formula in LaTeX."""


def words(text: str) -> str:
    """Words for HTML; what would open a formula is taken apart."""
    return escape(text).replace("$", "<span>$</span>").replace("\\", "<span>\\</span>")


def formula(tex: str) -> str:
    r"""A formula for HTML, between \( and \), in lines where it is long."""
    return rf"\({escape(in_lines(tex))}\)"


def in_lines(tex: str) -> str:
    """The formula in display style, aligned in lines where it is too long for one."""
    first, *further = rows(tex, ROOM)
    joined = r" \\ ".join([first, *further])
    return rf"\begin{{aligned}} {joined} \end{{aligned}}" if further else rf"\displaystyle {first}"


def html(theorem: "Theorem") -> str:
    """The statement as a table of HTML."""
    return table([(name, [_html_line(line) for line in lines]) for name, lines in _fields(theorem)])


def table(fields: Sequence[tuple[str, Sequence[str]]]) -> str:
    """A table of named fields, each a list of lines in HTML."""
    body = [f'<tr><th scope="row" style="{CELL}">{name}</th><td style="{CELL}">{"<br>".join(lines)}</td></tr>' for name, lines in fields]
    return f"<table>{''.join(body)}</table>"


def _html_line(line: Line) -> str:
    if isinstance(line, str):
        return formula(line)
    return "".join(words(part) if isinstance(part, str) else rf"\({escape(latex(part))}\)" for part in line)


def math(theorem: "Theorem") -> str:
    """The statement as one display of LaTeX."""
    cells = [(name if place == 0 else "", line) for name, lines in _fields(theorem) for place, line in enumerate(lines)]
    body = r" \\ ".join(rf"\text{{{name}}} & {_math_line(line)}" for name, line in cells)
    return rf"$$\begin{{array}}{{ll}} {body} \end{{array}}$$"


def _math_line(line: Line) -> str:
    return in_lines(line) if isinstance(line, str) else rf"\text{{{in_words(line)[1]}}}"


def _fields(theorem: "Theorem") -> Iterator[tuple[str, list[Line]]]:
    """The fields of a statement that say something."""
    given: list[Line] = [*ranges(theorem), *(parts for _, parts in assumed(theorem))]
    yield from [("given", given)] if given else []
    setting: list[Line] = [*staged(theorem.setting)]
    yield from [("setting", setting)] if setting else []
    if theorem.method:
        yield "method", [tex for _, tex in shown_method(theorem.method)]
    holds = "".join([*(f", with the best {name}" for name in sought(theorem)), *(f", for every {index}" for index in steps(theorem))])
    yield f"claim{'s' * (len(theorem.claims) > 1)}{holds}", [latex(claim) for claim in theorem.claims]


def entitled_html(loaded: "Loaded") -> str:
    """A theorem of a file: its title and id, the statement, the source."""
    entry = loaded.entry
    source = f"<p>{words(entry.source)}</p>" if entry.source else ""
    return f"<div><p><b>{words(entry.title)}</b> (<code>{words(entry.id)}</code>)</p>{html(loaded.theorem)}{source}</div>"
