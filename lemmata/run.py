"""One run of `verify`: select, load, decide, and write each result when its turn comes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, field
from typing import Any

from checkers.evidence import sweep
from checkers.verdict import Result, exit_code
from lemmata import report
from lemmata.interrupts import watched
from lemmata.optimizer import Trial, kept, nothing_fits, opening, standing
from lemmata.progress import Paused, progress
from lemmata.report_files import ReportFiles
from lemmata.resume import Resumption, resumption
from lemmata.selection import selected
from lemmata.signals import settled
from lemmata.table import Columns
from lemmata.terminal import complain, terminal, write_json
from theorems.catalogue import Entry, Loaded, load_all
from theorems.printing import unicode

NOTHING, INTERRUPTED, TERMINATED = 5, 130, 143
STOPPED = (INTERRUPTED, TERMINATED)


@dataclass(frozen=True)
class Style:
    """How results are written, and into which files; whether an undecided claim is a failure; whether to tell how close a search came."""

    as_json: bool = False
    color: str = "auto"
    allow_undecided: bool = False
    closeness: bool = False
    files: ReportFiles = field(default_factory=ReportFiles)


@dataclass
class Writer:
    """Writes results in the order of the claims as they are finished, and at the end the closing line or the document."""

    style: Style
    loaded: Sequence[Loaded]
    seed: int
    alpha: float
    paused: Paused = nullcontext
    resumed: int = 0
    trial: Trial | None = None
    done: list[Result] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.screen = terminal(self.style.color)
        self.order = [(one.entry.id, number) for one in self.loaded for number in range(len(one.theorem.claims))]
        self._queue = report.InOrder(self.order)
        claims = [unicode(claim) for one in self.loaded for claim in one.theorem.claims]
        self.columns = Columns.fitting([one.entry.id for one in self.loaded], claims, self.screen)

    def consume(self, results: Iterable[Result]) -> int:
        """Write what comes until it ends or a person interrupts; returns the exit code."""
        stopped = None
        if self.trial is not None:
            self._lines(opening(self.trial, self.loaded, self.screen))
        self._lines([self.columns.header(self.screen)])
        try:
            for result in results:
                self.done.append(result)
                self._rows(self._queue.add(result))
        except KeyboardInterrupt as stop:
            stopped = getattr(stop, "code", INTERRUPTED)
        self._rows(self._queue.rest())
        return self._close(stopped)

    def _close(self, stopped: int | None) -> int:
        """The document or the closing line; a signal that comes before its last words is told in them."""
        places = {place: number for number, place in enumerate(self.order)}
        done = sorted(self.done, key=lambda result: places.get((result.theorem, result.claim), len(places)))
        self.style.files.write(done)
        verdicts = exit_code((result.verdict for result in done), self.style.allow_undecided)
        if self.style.as_json:
            asked = None if self.trial is None else self.trial.as_json()
            return write_json(report.document(done, self.seed, self.alpha, self.resumed, asked), lambda: settled(stopped or verdicts))
        code = settled(stopped or verdicts)
        if self.trial is not None:
            self._lines(kept(done, self.screen))
        self._lines([("interrupted; " if code in STOPPED else "") + report.closing(done, self.seed, self.alpha, self.screen)])
        return code

    def _rows(self, results: Iterable[Result]) -> None:
        for result in results:
            self._lines(report.rows(result, self.columns, self.screen))
            if self.style.closeness:
                self._lines(report.closeness(result, self.screen))

    def _lines(self, lines: Iterable[str]) -> None:
        if not self.style.as_json:
            with self.paused():
                for line in lines:
                    self.screen.write(line)


def run(
    arguments: Sequence[str], themes: Sequence[str], everything: bool, chosen: Mapping[str, Any], style: Style, trial: Trial | None = None
) -> int:
    """Decide the selected theorems, or what they say of a person's optimizer; returns the exit code."""
    style.files.check()
    entries = selected(arguments, themes, everything) if trial is None else ()
    if not entries and trial is None:
        complain("nothing is selected.")
        return NOTHING
    with progress() as (moved, paused):
        if trial is None:
            (work,) = watched(_prepared(entries, chosen))
        else:
            ((loaded, trial),) = watched(iter([standing(trial, arguments, themes, everything, chosen.get("settings", ()))]))
            if not loaded:
                complain(nothing_fits(trial))
                return NOTHING
            (work,) = watched(_resumed(loaded, chosen))
        finished = False
        try:
            writer = Writer(style, work.loaded, work.options.seed, work.options.alpha, paused, work.resumed, trial)
            if work.resumed:
                with paused():
                    complain(f"resumed: {work.resumed} of {len(work.loaded)} theorems were finished by an interrupted run.")
            with closing(watched(work.results(moved))) as results:
                code = writer.consume(results)
            finished = code not in STOPPED
        finally:
            work.close(finished)
            sweep(own=True)
    return code


def _prepared(entries: Sequence[Entry], chosen: Mapping[str, Any]) -> Iterator[Resumption]:
    """What there is to do; bad input raises before anything runs."""
    yield from _resumed(load_all(entries), chosen)


def _resumed(loaded: Sequence[Loaded], chosen: Mapping[str, Any]) -> Iterator[Resumption]:
    from checkers.verify import Options

    yield resumption(loaded, Options(**chosen))


def replayed(path: str, style: Style, optimizer: str | None = None) -> int:
    """Repeat one refutation from its evidence file, with the class of optimizers that is named."""
    with closing(watched(_repeated(path, optimizer))) as results:
        result, seed, alpha = next(results)
        writer = Writer(style, (), seed, alpha)
        writer.columns = Columns.fitting([result.theorem], [result.statement], writer.screen)
        return writer.consume([result])


def _repeated(path: str, optimizer: str | None) -> Iterator[tuple[Result, int, float]]:
    from checkers import evidence
    from checkers.replay import replay

    result, stored = replay(path, optimizer), evidence.read(path)
    seed, alpha = stored.get("seed"), stored.get("alpha")
    if not isinstance(seed, int) or not isinstance(alpha, float):
        raise evidence.EvidenceError(f"{path}: the evidence is incomplete (it has no seed or no alpha).")
    yield result, seed, alpha
