"""What `sharpness`, `tighten` and `prove` share: answers in the order of the claims as they are found, then a closing line or a document."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, Protocol

from checkers.versions import versions
from lemmata.interrupts import watched
from lemmata.progress import Paused, Report, progress
from lemmata.signals import settled
from lemmata.terminal import Terminal, put, terminal, write_json
from theorems.catalogue import Loaded

NOTHING, INTERRUPTED, TERMINATED = 5, 130, 143


@dataclass(frozen=True)
class Words:
    """What a claim can end with, in the order in which they are counted, and the exit codes of some; 2 > 1 > 4."""

    order: tuple[str, ...]
    codes: Mapping[str, int]


WORST_CASE = Words(("CERTIFIED", "SUPPORTED", "REFUTED", "INCONCLUSIVE", "NOT APPLICABLE"), {"REFUTED": 1, "INCONCLUSIVE": 4, "NOT APPLICABLE": 4})


class Found(Protocol):
    """The answer for one claim."""

    @property
    def verdict(self) -> str:
        """One of the words of the run."""

    def as_json(self) -> dict[str, Any]:
        """The answer as plain data."""

    def lines(self, screen: Terminal) -> Iterator[str]:
        """The answer on a terminal."""


@dataclass(frozen=True)
class Style:
    """How answers are written, and whether an undecided claim is a failure."""

    as_json: bool = False
    color: str = "auto"
    allow_undecided: bool = False


def run(
    loading: Callable[[], Sequence[Loaded]],
    find: Callable[[Loaded], Iterator[Found]],
    asked: Mapping[str, Any],
    style: Style,
    words: Words = WORST_CASE,
) -> int:
    """Load theorems (bad input raises before anything runs), find what there is to say of each, and write it; returns the exit code."""
    with progress() as (moved, paused):
        (loaded,) = watched(iter([loading()]))
        writer = _Writer(asked, style, words, paused)
        with closing(watched(_in_turn(loaded, find, moved))) as results:
            return writer.consume(results)


def _in_turn(loaded: Sequence[Loaded], find: Callable[[Loaded], Iterator[Found]], moved: Report | None) -> Iterator[Found]:
    for place, one in enumerate(loaded):
        if moved:
            moved(one.entry.id, place, len(loaded))
        yield from find(one)
    if moved:
        moved("", len(loaded), len(loaded))


@dataclass
class _Writer:
    asked: Mapping[str, Any]
    style: Style
    words: Words
    paused: Paused
    done: list[Found] = field(default_factory=list)

    def consume(self, results: Iterable[Found]) -> int:
        """Write what comes until it ends or a person interrupts; returns the exit code."""
        stopped, screen = None, terminal(self.style.color)
        try:
            for found in results:
                self.done.append(found)
                self._tell([] if self.style.as_json else found.lines(screen), screen)
        except KeyboardInterrupt as stop:
            stopped = getattr(stop, "code", INTERRUPTED)
        code = stopped or exit_code([found.verdict for found in self.done], self.style.allow_undecided, self.words)
        if self.style.as_json:
            return write_json(document(self.asked, self.done, self.words), lambda: settled(code))
        code = settled(code)
        self._tell([("interrupted; " if code in (INTERRUPTED, TERMINATED) else "") + closing_line(self.done, self.words)], screen)
        return code

    def _tell(self, text: Iterable[str], screen: Terminal) -> None:
        with self.paused():
            for line in text:
                screen.write(line)


def exit_code(verdicts: Sequence[str], allow_undecided: bool, words: Words = WORST_CASE) -> int:
    """2 some vacuous, 1 some refuted, 4 some undecided, else 0; nothing at all is 5."""
    if not verdicts:
        return NOTHING
    codes = {words.codes[verdict] for verdict in verdicts if verdict in words.codes}
    return next((code for code in (2, 1, 4) if code in codes and not (code == 4 and allow_undecided)), 0)


def closing_line(done: Sequence[Found], words: Words = WORST_CASE) -> str:
    """`3 claims: 2 certified, 1 refuted.`"""
    counted = counts(done, words)
    told = ", ".join(f"{counted[word]} {word.lower()}" for word in words.order if counted[word])
    return f"{len(done)} claim{'s' * (len(done) != 1)}" + (f": {told}." if told else ".")


def counts(done: Sequence[Found], words: Words = WORST_CASE) -> dict[str, int]:
    """How many claims ended with each word."""
    return {word: sum(found.verdict == word for found in done) for word in words.order}


def document(asked: Mapping[str, Any], done: Sequence[Found], words: Words = WORST_CASE) -> dict[str, Any]:
    """The run as plain data, but for its exit code; nothing in it is drawn at random."""
    return {
        "schema": "lemmata/1",
        "versions": versions(),
        "seed": 0,
        "alpha": None,
        **asked,
        "results": [found.as_json() for found in done],
        "summary": {"claims": len(done), **counts(done, words)},
    }


def interrupted(asked: Mapping[str, Any], code: int, as_json: bool, words: Words = WORST_CASE) -> int:
    """An interruption before anything was found: the document is there, and empty."""
    if as_json:
        return write_json(document(asked, (), words), lambda: settled(code))
    put("interrupted; nothing was decided.\n")
    return settled(code)
