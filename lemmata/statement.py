"""One theorem as in a paper: readable text, LaTeX, or plain data."""

from collections.abc import Iterator
from typing import Any

from sympy import Indexed

from lemmata.table import paragraph
from lemmata.terminal import Terminal
from theorems.catalogue import Loaded
from theorems.notation import tex_text
from theorems.printing import latex, shown_hypotheses, shown_method, shown_setting, unicode
from theorems.typed import free_indices
from theorems.words import Sequence

MARGIN = 12
"""Columns that the names of the fields take."""

RANGES = {"t": "0, 1, 2, …", "T": "1, 2, 3, …"}


def as_text(loaded: Loaded, screen: Terminal) -> Iterator[str]:
    """The statement, field by field."""
    entry = loaded.entry
    yield from paragraph(f"{entry.id}   {entry.title}", screen, indent=" " * 4, first="")
    yield ""
    for name, values in _fields(loaded):
        for number, value in enumerate(values):
            yield from paragraph(value, screen, indent=" " * (MARGIN + 2), first=f"  {name if number == 0 else '':{MARGIN - 2}}")


def _fields(loaded: Loaded) -> Iterator[tuple[str, list[str]]]:
    entry, theorem = loaded.entry, loaded.theorem
    yield "given", [plain for plain, _ in shown_hypotheses(theorem)]
    yield "setting", [plain for plain, _ in shown_setting(theorem.setting)]
    if theorem.method:
        yield "method", [plain for plain, _ in shown_method(theorem.method)]
    yield "claim", [unicode(claim) for claim in theorem.claims]
    yield "for every", [f"{index} = {RANGES[index]}" for index in sorted(_steps(loaded))] + _sequences(loaded)
    yield "source", [entry.source] if entry.source else []
    yield "theme", [entry.theme + ("  (core set)" if entry.core else "")] if entry.theme else []
    yield "lectures", [", ".join(entry.lectures)] if entry.lectures else []
    yield "mutants", [name for name, _ in loaded.mutants]
    yield "file", [str(entry.path)]


def _sequences(loaded: Loaded) -> list[str]:
    names = {str(e.base) for e in loaded.theorem.terms() if isinstance(e, Indexed) and isinstance(e.base, Sequence)}
    return [f"sequence {name} of reals" for name in sorted(names)]


def _steps(loaded: Loaded) -> set[str]:
    """The free steps of the claims."""
    return {str(index) for claim in loaded.theorem.claims for index in free_indices(claim)} & set(RANGES)


def as_latex(loaded: Loaded) -> Iterator[str]:
    """A theorem environment."""
    yield f"% {loaded.entry.id}. {loaded.entry.source}".rstrip()
    yield rf"\begin{{theorem}}[{tex_text(loaded.entry.title)}]"
    assumed = [tex for _, tex in (*shown_hypotheses(loaded.theorem), *shown_setting(loaded.theorem.setting))]
    if assumed:
        yield "Assume:"
        yield r"\begin{itemize}"
        yield from (rf"  \item {text}" for text in assumed)
        yield r"\end{itemize}"
    if loaded.theorem.method:
        yield "Let"
        yield from _display([tex for _, tex in shown_method(loaded.theorem.method)])
    yield "Then" + "".join(f", for every ${index}$" for index in sorted(_steps(loaded)))
    yield from _display([latex(claim) for claim in loaded.theorem.claims])
    yield r"\end{theorem}"


def _display(formulas: list[str]) -> Iterator[str]:
    yield r"\begin{gather*}"
    yield " \\\\\n".join(f"  {formula}" for formula in formulas)
    yield r"\end{gather*}"


def as_json(loaded: Loaded) -> dict[str, Any]:
    """The statement as plain data."""
    entry, theorem = loaded.entry, loaded.theorem
    claims = [{"unicode": unicode(claim), "latex": latex(claim), "digest": theorem.digest(claim)} for claim in theorem.claims]
    method = {"name": theorem.method.name, "equations": _pairs(shown_method(theorem.method))} if theorem.method else None
    return {
        **vars(entry),
        "given": _pairs(shown_hypotheses(theorem)),
        "setting": _pairs(shown_setting(theorem.setting)),
        "method": method,
        "claims": claims,
        "mutants": [name for name, _ in loaded.mutants],
    }


def _pairs(shown: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"unicode": plain, "latex": tex} for plain, tex in shown]
