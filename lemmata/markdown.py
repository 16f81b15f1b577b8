"""A run of `verify` as Markdown: a table of claims, and below it what failed, folded; as a summary of a job on GitHub shows it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from checkers.verdict import Result, Verdict, sharpness
from lemmata.failure import PAGE, failing
from lemmata.report import rows_below

ORDER = ("REFUTED", "ERROR", "VACUOUS", "INCONCLUSIVE", "NOT APPLICABLE", "PROVED", "SUPPORTED")
"""Verdicts, what asks for work first."""


def markdown(results: Sequence[Result], allow_undecided: bool = False) -> str:
    """The document; a claim that does not hold opens to its counterexample or its reason."""
    return "\n".join(_lines(results, allow_undecided)) + "\n"


def _lines(results: Sequence[Result], allow_undecided: bool) -> Iterator[str]:
    counted = Counter(result.verdict.value for result in results)
    told = ", ".join(f"{counted[verdict]} {verdict.lower()}" for verdict in ORDER if counted[verdict])
    yield f"### lemmata: {len(results)} claim{'s' * (len(results) != 1)}" + (f", {told}" if told else "")
    yield ""
    if results:
        yield from ("| theorem | claim | verdict | sharpness | attained by |", "|---|---|---|---|---|")
    for result in results:
        yield _row(result, bool(failing([result], allow_undecided)))
    for result in failing(results):
        yield from ("", *_folded(result))


def _row(result: Result, fails: bool) -> str:
    verdict = f"**{result.verdict.value}**" if fails else result.verdict.value
    cells = (_code(result.theorem), _code(result.statement), verdict, sharpness(result.sharpness), _cell(result.attained_by or ""))
    return f"| {' | '.join(cells)} |"


def _folded(result: Result) -> Iterator[str]:
    """What stands below a claim's row on a terminal, behind one line that opens it."""
    word = "counterexample" if result.verdict is Verdict.REFUTED else result.verdict.value.lower()
    text = "\n".join([f"    {result.statement}"] * (result.counterexample is None) + [line for line in rows_below(result, PAGE) if line])
    fence = _fence(text)
    yield f"<details><summary>{_html(result.theorem)}, claim {result.claim + 1}: {word}</summary>"
    yield from ("", f"{fence}text", text, fence, "", "</details>")


def _fence(text: str) -> str:
    """Backticks, more than the text has anywhere in a row."""
    return "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))


def _code(text: str) -> str:
    """Inline code in a cell of a table."""
    marks = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    pad = " " if "`" in text else ""
    return f"{marks}{pad}{_line(text)}{pad}{marks}"


def _cell(text: str) -> str:
    return _html(re.sub(r"([\\`*_\[\]|])", r"\\\1", " ".join(text.split())))


def _line(text: str) -> str:
    return " ".join(text.split()).replace("|", r"\|")


def _html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
