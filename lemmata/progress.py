"""How far a run is, on standard error, where that is a terminal; rich is imported only then."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

Report = Callable[[str, int, int], None]
Paused = Callable[[], AbstractContextManager[None]]


@contextmanager
def progress() -> Iterator[tuple[Report | None, Paused]]:
    """(report, paused): `report(theorem, done, total)` moves the bar, `with paused():` leaves the terminal to other output."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb" or os.environ.get("CI"):
        yield None, nullcontext
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
        task = bar.add_task("starting", total=None)

        def report(theorem: str, done: int, total: int) -> None:
            bar.update(task, description=theorem, completed=done, total=total)

        @contextmanager
        def paused() -> Iterator[None]:
            bar.stop()
            try:
                yield
            finally:
                bar.start()

        yield report, paused
