"""Tables that fit the terminal: the catalogue, and one row per claim with its verdict."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from checkers.verdict import sharpness
from lemmata.terminal import Terminal
from theorems.catalogue import Entry

GAP = "  "
VERDICT_STYLES: dict[str, dict[str, Any]] = {
    "PROVED": {"fg": "green", "bold": True},
    "CERTIFIED": {"fg": "green", "bold": True},
    "SUPPORTED": {"fg": "green"},
    "REFUTED": {"fg": "red", "bold": True},
    "VACUOUS": {"fg": "magenta"},
    "INCONCLUSIVE": {"fg": "yellow"},
    "NOT APPLICABLE": {"fg": "yellow"},
    "ERROR": {"fg": "red", "reverse": True},
}
WIDEST_VERDICT = max(map(len, VERDICT_STYLES))
NARROW = 100
"""Below this many columns a table leaves out who attained the sharpness."""
ATTAINED = 26
"""Columns that who attained it needs at least."""


def fitted(text: str, width: int, screen: Terminal) -> str:
    """The text as the terminal shows it, in exactly `width` characters; what does not fit ends in an ellipsis."""
    plain, mark = screen.plain(text), screen.plain("…")
    cut = plain if len(plain) <= width else plain[: max(width - len(mark), 0)].rstrip() + mark
    return cut.ljust(width)


def catalogue_table(chosen: Sequence[Entry], screen: Terminal) -> Iterator[str]:
    """The catalogue, a line per theorem; a star marks the core set."""
    names = max([7, *(len(entry.id) for entry in chosen)])
    themes = max([5, *(len(entry.theme) for entry in chosen)])
    titles = max(screen.width - names - themes - 8, 12)
    yield screen.style(f" {'theorem':{names}}    {'title':{titles}}{GAP}theme", bold=True)
    for entry in chosen:
        mark = "*" if entry.core else " "
        yield f" {entry.id:{names}} {mark}{GAP}{fitted(entry.title, titles, screen)}{GAP}{entry.theme}".rstrip()
    core = sum(entry.core for entry in chosen)
    yield f"{len(chosen)} theorem{'s' * (len(chosen) != 1)}, {core} of them in the core set (*), which `lemmata verify` tries without arguments."


@dataclass(frozen=True)
class Columns:
    """The widths of the columns of a table of results."""

    theorem: int
    claim: int
    attained: int

    @staticmethod
    def fitting(ids: Sequence[str], claims: Sequence[str], screen: Terminal) -> "Columns":
        """Widths that fill the terminal: claims get what the other columns leave, and no more than they need."""
        theorem = min(max([7, *(len(name) for name in ids)]), max(screen.width // 3, 7))
        left = screen.width - 1 - theorem - WIDEST_VERDICT - len("sharpness") - 3 * len(GAP)
        needed = max([5, *(len(screen.plain(claim)) for claim in claims)])
        if screen.width < NARROW:
            return Columns(theorem, max(min(needed, left), 8), 0)
        claim = min(needed, left - ATTAINED - len(GAP))
        return Columns(theorem, claim, min(left - claim - len(GAP), 2 * ATTAINED))

    def header(self, screen: Terminal) -> str:
        """The line above the rows."""
        cells = ["theorem".ljust(self.theorem), "claim".ljust(self.claim), "verdict".ljust(WIDEST_VERDICT), "sharpness"]
        return screen.style((" " + GAP.join(cells) + (GAP + "attained by" if self.attained else "")).rstrip(), bold=True)

    def row(self, result: Any, screen: Terminal) -> str:
        """One claim: its verdict in colour, its sharpness, who attained it."""
        verdict = result.verdict.value
        cells = [
            fitted(result.theorem, self.theorem, screen),
            fitted(result.statement, self.claim, screen),
            screen.style(verdict.ljust(WIDEST_VERDICT), **VERDICT_STYLES.get(verdict, {})),
            sharpness(result.sharpness).ljust(len("sharpness")),
        ]
        if self.attained:
            cells.append(fitted(result.attained_by or "", self.attained, screen))
        return (" " + GAP.join(cells)).rstrip()

    def without_verdict(self, theorem: str, claim: str, screen: Terminal) -> str:
        """One claim of which nothing is known."""
        return (" " + GAP.join([fitted(theorem, self.theorem, screen), fitted(claim, self.claim, screen), screen.plain("–")])).rstrip()


def paragraph(text: str, screen: Terminal, indent: str = "    ", first: str | None = None) -> Iterator[str]:
    """Wrapped lines of a sentence."""
    start = indent if first is None else first
    yield from textwrap.wrap(screen.plain(text), screen.width, initial_indent=start, subsequent_indent=indent, break_long_words=False) or [start]
