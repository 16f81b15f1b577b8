"""What the pages tell: statements with the last evidence of their claims, and of their mutants' claims."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from checkers.recorded import last
from checkers.verdict import Verdict
from theorems.catalogue import Loaded

UNTRIED = "NOT TRIED"
"""In place of a verdict where there is no evidence."""


@dataclass(frozen=True)
class Found:
    """A statement; for each claim its evidence (None where there is none); and its mutants in the same way."""

    loaded: Loaded
    evidence: tuple[Mapping[str, Any] | None, ...]
    mutants: tuple["Found", ...] = ()

    @property
    def id(self) -> str:
        """The theorem's id."""
        return self.loaded.entry.id

    @property
    def results(self) -> tuple[Mapping[str, Any] | None, ...]:
        """The result of each claim."""
        return tuple(None if one is None else one["result"] for one in self.evidence)

    @property
    def verdicts(self) -> tuple[str, ...]:
        """The verdict of each claim, as a word."""
        return tuple(UNTRIED if one is None else str(one["verdict"]) for one in self.results)

    @property
    def page(self) -> str:
        """Where the page stands in the site."""
        return page_of(self.id)

    @property
    def link(self) -> str:
        """The page as a link from the top of the site."""
        return quote(self.page)


def page_of(id: str) -> str:
    """Where the page of a theorem stands in the site."""
    return f"theorems/{id}.html"


def with_mutants(chosen: Iterable[Loaded]) -> list[Loaded]:
    """Theorems, each followed by its mutants."""
    return [member for one in chosen for member in (one, *(one.mutant(number + 1) for number in range(len(one.mutants))))]


def gathered(chosen: Iterable[Loaded]) -> list[Found]:
    """The theorems with what is recorded of them."""
    return [_found(one, [_found(one.mutant(number + 1)) for number in range(len(one.mutants))]) for one in chosen]


def _found(one: Loaded, mutants: Sequence[Found] = ()) -> Found:
    return Found(one, tuple(last(one, number) for number in range(len(one.theorem.claims))), tuple(mutants))


def counted(verdicts: Iterable[str]) -> list[tuple[str, int]]:
    """How often each verdict occurs, in the order in which the vocabulary names them."""
    found = Counter(verdicts)
    return [(name, found[name]) for name in (*(verdict.value for verdict in Verdict), UNTRIED) if found[name]]
