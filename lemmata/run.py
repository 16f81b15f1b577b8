"""One run of `verify`: select, load, decide, and write each result when its turn comes."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

from checkers.verdict import Result, exit_code
from lemmata import report
from lemmata.progress import Paused, progress
from lemmata.selection import selected
from lemmata.table import Columns
from lemmata.terminal import complain, terminal, write_json
from theorems.catalogue import Loaded, load_all
from theorems.printing import unicode

NOTHING, INTERRUPTED = 5, 130


@dataclass(frozen=True)
class Style:
    """How results are written, whether an undecided claim is a failure, and whether to tell how close a search came."""

    as_json: bool = False
    color: str = "auto"
    allow_undecided: bool = False
    closeness: bool = False


@dataclass
class Writer:
    """Writes results in the order of the claims as they are finished, and at the end the closing line or the document."""

    style: Style
    loaded: Sequence[Loaded]
    seed: int
    alpha: float
    paused: Paused = nullcontext
    done: list[Result] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.screen = terminal(self.style.color)
        self.order = [(one.entry.id, number) for one in self.loaded for number in range(len(one.theorem.claims))]
        self._queue = report.InOrder(self.order)
        claims = [unicode(claim) for one in self.loaded for claim in one.theorem.claims]
        self.columns = Columns.fitting([one.entry.id for one in self.loaded], claims, self.screen)

    def consume(self, results: Iterable[Result]) -> int:
        """Write what comes until it ends or a person interrupts; returns the exit code."""
        interrupted = False
        self._lines([self.columns.header(self.screen)])
        try:
            for result in results:
                self.done.append(result)
                self._rows(self._queue.add(result))
        except KeyboardInterrupt:
            interrupted = True
        self._rows(self._queue.rest())
        code = INTERRUPTED if interrupted else exit_code((result.verdict for result in self.done), self.style.allow_undecided)
        self._close(code)
        return code

    def _close(self, code: int) -> None:
        places = {place: number for number, place in enumerate(self.order)}
        done = sorted(self.done, key=lambda result: places.get((result.theorem, result.claim), len(places)))
        if self.style.as_json:
            write_json(report.document(done, self.seed, self.alpha, code))
        else:
            self._lines([("interrupted; " if code == INTERRUPTED else "") + report.closing(done, self.seed, self.alpha, self.screen)])

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


def run(arguments: Sequence[str], themes: Sequence[str], everything: bool, chosen: Mapping[str, Any], style: Style) -> int:
    """Decide the selected theorems; returns the exit code."""
    entries = selected(arguments, themes, everything)
    if not entries:
        complain("nothing is selected.")
        return NOTHING
    loaded = load_all(entries)
    from checkers.verify import Options, verify

    options = Options(**chosen)
    with progress() as (moved, paused):
        return Writer(style, loaded, options.seed, options.alpha, paused).consume(verify(loaded, options, moved))


def replayed(path: str, style: Style) -> int:
    """Repeat one refutation from its evidence file."""
    from checkers import evidence
    from checkers.replay import replay

    result = replay(path)
    stored = evidence.read(path)
    writer = Writer(style, (), stored["seed"], stored["alpha"])
    writer.columns = Columns.fitting([result.theorem], [result.statement], writer.screen)
    return writer.consume([result])
