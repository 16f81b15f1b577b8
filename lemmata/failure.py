"""What someone reads whose bound does not hold: the statement, the counterexample or the reason, and how to see it again."""

from collections.abc import Iterator, Sequence

from checkers.told import compared
from checkers.verdict import Result, Verdict
from lemmata.counterexample import LABEL, described
from lemmata.table import paragraph
from lemmata.terminal import Terminal
from theorems.catalogue import Loaded
from theorems.language import Theorem
from theorems.printing import shown_hypotheses, shown_method, shown_setting

PAGE = Terminal(width=110, colour=False, unicode=True)
"""Logs and reports: plain text, this wide."""

UNDECIDED = (Verdict.INCONCLUSIVE, Verdict.NOT_APPLICABLE)
HOLDING = (Verdict.SUPPORTED, Verdict.PROVED)


def failing(results: Sequence[Result], allow_undecided: bool = False) -> list[Result]:
    """The results that keep a test from passing; an error and a vacuous claim are never allowed."""
    passing = (*HOLDING, *UNDECIDED) if allow_undecided else HOLDING
    return [result for result in results if result.verdict not in passing]


def headline(result: Result) -> str:
    """One line: the verdict, and the two sides or the reason."""
    return f"{result.verdict.value}: {_because(result)}"


def _because(result: Result) -> str:
    example = result.counterexample
    if example is None:
        return result.reason
    sign = example.get("relation") or compared(example["left"], example["right"])
    return f"left {example['left']} {sign} right {example['right']}"


def named(result: Result, loaded: Loaded) -> str:
    """How a report calls a claim."""
    return f"{loaded.entry.id}, claim {result.claim + 1} of {len(loaded.theorem.claims)}"


def failure(result: Result, loaded: Loaded, screen: Terminal = PAGE) -> str:
    """The whole text of a claim that does not hold."""
    return "\n".join(_lines(result, loaded, screen))


def _lines(result: Result, loaded: Loaded, screen: Terminal) -> Iterator[str]:
    yield from paragraph(headline(result), screen, indent="  ", first="")
    yield ""
    if loaded.entry.title:
        yield from paragraph(f"{loaded.entry.title}:", screen)
    for name, values in statement(loaded.theorem):
        yield from _field(name, "; ".join(values), screen)
    if result.counterexample is None:
        yield from _field("claim", result.statement, screen)
        return
    yield ""
    yield from described(result.counterexample, result.statement, screen)


def statement(theorem: Theorem) -> Iterator[tuple[str, list[str]]]:
    """What a claim rests on: hypotheses, setting, method; those that there are."""
    parts = (
        ("given", [plain for plain, _ in shown_hypotheses(theorem)]),
        ("setting", [plain for plain, _ in shown_setting(theorem.setting)]),
        ("method", [plain for plain, _ in shown_method(theorem.method)] if theorem.method else []),
    )
    return (part for part in parts if part[1])


def _field(name: str, text: str, screen: Terminal) -> Iterator[str]:
    yield from paragraph(text, screen, indent=" " * (LABEL + 6), first=f"      {name:{LABEL}}")
