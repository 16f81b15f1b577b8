"""One run of `sharpness`: select, load, read each claim as a semidefinite program, and write what is found."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from checkers.fixed import fixed
from checkers.own_problems import UsageError
from checkers.versions import versions
from lemmata.interrupts import watched
from lemmata.progress import progress
from lemmata.selection import selected
from lemmata.signals import settled
from lemmata.terminal import Terminal, complain, put, terminal, write_json
from lemmata.worst_case_rows import heading, lines
from theorems.catalogue import Loaded, load_all
from theorems.holes import hole
from theorems.printing import latex, unicode

NOTHING, INTERRUPTED, TERMINATED = 5, 130, 143
HOLDING = ("CERTIFIED", "SUPPORTED")
ORDER = ("CERTIFIED", "SUPPORTED", "REFUTED", "INCONCLUSIVE", "NOT APPLICABLE", "ERROR")
CODES = {"ERROR": 3, "REFUTED": 1, "INCONCLUSIVE": 4, "NOT APPLICABLE": 4}
"""Exit codes of words; 3 > 1 > 4."""


@dataclass(frozen=True)
class Order:
    """What is asked: which theorems, at which horizons and constants, and where certificates go."""

    arguments: Sequence[str]
    themes: Sequence[str] = ()
    everything: bool = False
    horizons: tuple[int, ...] = (1, 2, 5)
    settings: Sequence[str] = ()
    branches: bool = False
    certificates: Path | None = None


@dataclass(frozen=True)
class Found:
    """The answer for one claim of a theorem; `answer` is that of the worst-case reader, with what it says as plain data beside it."""

    loaded: Loaded
    number: int
    answer: Any
    counterexample: Mapping[str, Any] | None = None
    certificates: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The answer as plain data, with what identifies the claim."""
        claim = self.loaded.theorem.claims[self.number]
        return {
            "theorem": self.loaded.entry.id,
            "claim": self.number,
            "statement": unicode(claim),
            "latex": latex(claim),
            "digest": self.loaded.theorem.digest(claim),
            **self.answer.as_json(),
            "scope": self.answer.scope,
            "counterexample": self.counterexample,
            "certificates": list(self.certificates),
            "file": None if self.loaded.entry.theme else str(self.loaded.entry.path),
        }


def run(order: Order, as_json: bool, color: str, allow_undecided: bool) -> int:
    """Tell how sharp the selected claims are; returns the exit code."""
    entries = selected(order.arguments, order.themes, order.everything)
    if not entries:
        complain("nothing is selected.")
        return NOTHING
    with progress() as (moved, paused):
        (loaded,) = watched(iter([_ready(load_all(entries), order)]))
        writer = Writer(order, None if as_json else terminal(color), allow_undecided)
        with closing(watched(_found(loaded, order, moved))) as results:
            return writer.consume(results, paused)


def _ready(loaded: Sequence[Loaded], order: Order) -> Sequence[Loaded]:
    """The theorems; what is wrong with the input is said before anything runs."""
    for one in loaded:
        fixed(one.theorem, order.settings)
        for number, claim in enumerate(one.theorem.claims):
            if hole(claim) is not None:
                name = one.entry.id if one.entry.theme else one.entry.path
                raise UsageError(f"{one.entry.id}: claim {number + 1} leaves the constant {hole(claim)} open: lemmata tighten {name} finds it.")
    return loaded


def _found(loaded: Sequence[Loaded], order: Order, moved: Any) -> Iterator[Found]:
    for place, one in enumerate(loaded):
        if moved:
            moved(one.entry.id, place, len(loaded))
        yield from of_theorem(one, order)
    if moved:
        moved("", len(loaded), len(loaded))


def of_theorem(loaded: Loaded, order: Order) -> Iterator[Found]:
    """The answers for the claims of one theorem."""
    from checkers.worst_case.constants import branches, defaults
    from checkers.worst_case.reader import answered, rows

    theorem = loaded.theorem.plain
    extra = fixed(theorem, order.settings)
    points = branches(theorem, extra) if order.branches else (defaults(theorem, extra),)
    for number, claim in enumerate(theorem.claims):
        answer = answered(rows(theorem, claim, points, order.horizons))
        written = () if order.certificates is None else _written(order.certificates, loaded, number, answer)
        yield Found(loaded, number, answer, _counterexample(theorem, claim, answer), written)


def _counterexample(theorem: Any, claim: Any, answer: Any) -> Mapping[str, Any] | None:
    """The first function that violates the claim, to be re-checked by hand."""
    if answer.refuted is None:
        return None
    from dataclasses import replace

    from checkers.experiment.report import counterexample

    return counterexample(replace(theorem, claim=claim), claim, answer.refuted.shown.found)


def _written(folder: Path, loaded: Loaded, number: int, answer: Any) -> tuple[str, ...]:
    from checkers.worst_case.certificate_files import written

    return written(folder, loaded, number, answer.rows)


@dataclass
class Writer:
    """Writes answers in the order of the claims as they are found, and at the end the closing line or the document."""

    order: Order
    screen: Terminal | None
    allow_undecided: bool
    done: list[Found] = field(default_factory=list)

    def consume(self, results: Iterable[Found], paused: Any) -> int:
        """Write what comes until it ends or a person interrupts; returns the exit code."""
        stopped = None
        try:
            for found in results:
                self.done.append(found)
                self._tell([*heading(found, self.screen), *lines(found, self.screen)] if self.screen else [], paused)
        except KeyboardInterrupt as stop:
            stopped = getattr(stop, "code", INTERRUPTED)
        code = stopped or exit_code([found.answer.verdict for found in self.done], self.allow_undecided)
        if self.screen is None:
            return write_json(document(self.order, self.done), lambda: settled(code))
        code = settled(code)
        self._tell([("interrupted; " if code in (INTERRUPTED, TERMINATED) else "") + closing_line(self.done)], paused)
        return code

    def _tell(self, text: Iterable[str], paused: Any) -> None:
        if self.screen is not None:
            with paused():
                for line in text:
                    self.screen.write(line)


def exit_code(verdicts: Sequence[str], allow_undecided: bool) -> int:
    """3 some error, 1 some refuted, 4 some undecided, else 0; nothing at all is 5."""
    if not verdicts:
        return NOTHING
    codes = {CODES[verdict] for verdict in verdicts if verdict in CODES}
    return next((code for code in (3, 1, 4) if code in codes and not (code == 4 and allow_undecided)), 0)


def closing_line(done: Sequence[Found]) -> str:
    """`3 claims: 2 certified, 1 refuted.`"""
    counted = counts(done)
    told = ", ".join(f"{counted[word]} {word.lower()}" for word in ORDER if counted[word])
    return f"{len(done)} claim{'s' * (len(done) != 1)}" + (f": {told}." if told else ".")


def counts(done: Sequence[Found]) -> dict[str, int]:
    """How many claims ended with each word."""
    return {word: sum(found.answer.verdict == word for found in done) for word in ORDER}


def document(order: Order, done: Sequence[Found]) -> dict[str, Any]:
    """The run as plain data, but for its exit code; nothing in it is drawn at random."""
    return {
        "schema": "lemmata/1",
        "versions": versions(),
        "seed": 0,
        "alpha": None,
        "horizons": list(order.horizons),
        "results": [found.as_json() for found in done],
        "summary": {"claims": len(done), **counts(done)},
    }


def interrupted(order: Order, code: int, as_json: bool) -> int:
    """An interruption before anything was found: the document is there, and empty."""
    if as_json:
        return write_json(document(order, ()), lambda: settled(code))
    put("interrupted; nothing was decided.\n")
    return settled(code)
