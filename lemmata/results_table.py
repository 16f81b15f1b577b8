"""The results of many theorems as a table: on the terminal, in Markdown, in LaTeX, as data; a row per claim, from its last evidence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from checkers.verdict import sharpness
from lemmata.status import NONE, Status, status
from lemmata.table import Columns
from lemmata.terminal import Terminal
from theorems import lines
from theorems.catalogue import Entry, Loaded
from theorems.notation import tex_text
from theorems.paper import markdown_text
from theorems.printing import latex, unicode

PACKAGES = r"\usepackage{amsmath,amssymb,array,booktabs,longtable}"

ROOM = 23.0
"""The width of the column of claims in em."""


@dataclass(frozen=True)
class Row:
    """One claim: its formula in both scripts, and the words of its verdict and sharpness."""

    unicode: str
    latex: str
    verdict: str
    sharpness: str


def rows(loaded: Loaded, found: Sequence[Status | None]) -> list[Row]:
    """A row per claim of a theorem."""
    return [_row(claim, one) for claim, one in zip(loaded.theorem.claims, found, strict=True)]


def _row(claim: Any, one: Status | None) -> Row:
    verdict = one.result.verdict.value if one else NONE
    used = one.result.sharpness if one else None
    return Row(unicode(claim), latex(claim), verdict, NONE if used is None else sharpness(used))


def as_text(chosen: Sequence[Loaded], screen: Terminal) -> Iterator[str]:
    """The table on a terminal: as `lemmata verify` writes it, with a dash for a claim that has no evidence."""
    claims = [(one, number, claim) for one in chosen for number, claim in enumerate(one.theorem.claims)]
    columns = Columns.fitting([one.entry.id for one, _, _ in claims], [unicode(claim) for _, _, claim in claims], screen)
    yield columns.header(screen)
    for one in chosen:
        for claim, found in zip(one.theorem.claims, status(one), strict=True):
            yield columns.row(found.result, screen) if found else columns.without_verdict(one.entry.id, unicode(claim), screen)


def as_json(loaded: Loaded) -> dict[str, Any]:
    """What is known of a theorem before its file runs, and of its claims: formulas, digest, the last result or null."""
    pairs = zip(loaded.theorem.claims, status(loaded), strict=True)
    claims = [
        {"unicode": unicode(claim), "latex": latex(claim), "digest": loaded.theorem.digest(claim), "status": found.as_json() if found else None}
        for claim, found in pairs
    ]
    return {**vars(loaded.entry), "claims": claims}


def as_markdown(chosen: Sequence[Loaded], verdicts: bool = True) -> Iterator[str]:
    """A Markdown table, a row per theorem; without `verdicts` nothing in it depends on evidence."""
    further = ["verdict", "sharpness"] if verdicts else []
    names = ["theorem", "claim", *further, "source"]
    yield f"| {' | '.join(names)} |"
    yield "|" + "---|" * len(names)
    for loaded in chosen:
        claims = rows(loaded, status(loaded) if verdicts else [None] * len(loaded.theorem.claims))
        told = [_stacked([row.verdict for row in claims]), _stacked([row.sharpness for row in claims])] if verdicts else []
        formulas = _stacked([_code(row.unicode) for row in claims])
        yield f"| {_named(loaded.entry)} | {formulas} | {''.join(f'{cell} | ' for cell in told)}{_words(loaded.entry.source)} |"


def _named(entry: Entry) -> str:
    return f"{_code(entry.id)}: {_words(entry.title)}"


def _stacked(cells: Sequence[str]) -> str:
    return "<br>".join(cells)


def _code(text: str) -> str:
    r"""A code span within a table, where | is written \| even there."""
    fence = "``" if "`" in text else "`"
    return f"{fence}{text}{fence}".replace("|", r"\|")


def _words(text: str) -> str:
    """Words as Markdown shows them; & and ^ mean nothing to it."""
    return markdown_text(text).replace(r"\&", "&").replace(r"\^", "^").replace(r"\#", "#")


def as_latex(chosen: Sequence[Loaded]) -> Iterator[str]:
    """A longtable with rules of booktabs, line by line, in ASCII: each theorem with its source, and below it a row per claim."""
    yield f"% needs: {PACKAGES}"
    yield r"\begingroup\small\setlength{\tabcolsep}{4pt}"
    yield rf"\begin{{longtable}}{{@{{}}{_COLUMNS}@{{}}}}"
    for end in ("firsthead", "head"):
        yield r"\toprule"
        yield r"Claim & Verdict & Sharpness \\"
        yield r"\midrule"
        yield rf"\end{end}"
    yield r"\bottomrule"
    yield r"\endlastfoot"
    for number, loaded in enumerate(chosen):
        yield from _theorem(loaded, r"\addlinespace" if number else "")
    yield r"\end{longtable}"
    yield r"\endgroup"


_COLUMNS = r">{\raggedright\arraybackslash}p{0.66\linewidth}lr"
_SPANNED = r"\multicolumn{3}{@{}p{\linewidth}@{}}{\raggedright "


def _theorem(loaded: Loaded, gap: str) -> Iterator[str]:
    entry = loaded.entry
    source = f" {tex_text(entry.source)}" if entry.source else ""
    if gap:
        yield gap
    yield rf"{_SPANNED}\texttt{{{tex_text(entry.id)}}}: \textit{{{tex_text(entry.title)}.}}{source}}} \\*[3pt]"
    claims = rows(loaded, status(loaded))
    for number, row in enumerate(claims):
        end = r"\\*[3pt]" if number < len(claims) - 1 else r"\\[3pt]"
        yield rf"{_formula(row.latex)} & {tex_text(row.verdict.lower())} & {tex_text(row.sharpness)} {end}"


def _formula(tex: str) -> str:
    first, *further = lines.rows(tex, ROOM)
    joined = r" \\ ".join([first, *further])
    return rf"$\begin{{aligned}}[t] {joined} \end{{aligned}}$" if further else rf"$\displaystyle {tex}$"
