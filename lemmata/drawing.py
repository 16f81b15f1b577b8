"""One run of `figures`: draw each that is asked for, say what was written, and keep what is finished when a person interrupts."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lemmata.progress import progress
from lemmata.table import paragraph
from lemmata.terminal import Terminal, complain, terminal, write_json
from paper_figures.discovery import find, names

INTERRUPTED = 130


@dataclass(frozen=True)
class Order:
    """What is asked for: the folder, the formats, the style of a venue, the effort and the root seed."""

    out: Path
    formats: tuple[str, ...]
    style: str
    quick: bool
    seed: int


@dataclass(frozen=True)
class Made:
    """A figure that is finished: its name, its files, and how long it took."""

    name: str
    files: tuple[Path, ...]
    seconds: float


def chosen(asked: Sequence[str], everything: bool) -> tuple[str, ...]:
    """The names of figures, each once; an unknown one is refused before anything is drawn."""
    for name in asked:
        find(name)
    return tuple(dict.fromkeys((*asked, *(names() if everything else ()))))


def listed(known: Mapping[str, str], as_json: bool) -> int:
    """The names of all figures with their titles."""
    if as_json:
        return write_json({"schema": "lemmata/1", "figures": [{"name": name, "title": title} for name, title in known.items()]})
    screen, width = terminal("auto"), max(map(len, known), default=0) + 2
    for name, title in known.items():
        for line in paragraph(title, screen, indent=" " * (width + 1), first=f" {name:{width}}"):
            screen.write(line)
    return 0


def draw_all(asked: Sequence[str], order: Order, as_json: bool) -> int:
    """Draw the figures in turn; returns the exit code."""
    from paper_figures.produce import ready

    ready(order.out)
    screen, done, code = terminal("auto"), list[Made](), 0
    with progress() as (moved, paused):
        try:
            for number, name in enumerate(asked):
                if moved:
                    moved(name, number, len(asked))
                done.append(_made(name, order))
                if not as_json:
                    with paused():
                        _tell(done[-1], screen)
        except KeyboardInterrupt:
            code = INTERRUPTED
    if code:
        complain(f"interrupted; {len(done)} of {len(asked)} figures are finished.")
    if as_json:
        write_json({**_document(done, order), "exit_code": code})
    return code


def _made(name: str, order: Order) -> Made:
    from paper_figures.figure import Setup
    from paper_figures.produce import produce

    started = time.monotonic()
    files = produce(name, Setup(order.quick, order.seed), order.out, order.formats, order.style)
    return Made(name, tuple(files), time.monotonic() - started)


def _tell(made: Made, screen: Terminal) -> None:
    first, *rest = made.files
    screen.write(f" {made.name:26} {first}" + "".join(f" {file.suffix}" for file in rest))


def _document(done: Sequence[Made], order: Order) -> dict[str, Any]:
    figures = [{"name": one.name, "files": [str(file) for file in one.files], "seconds": round(one.seconds, 3)} for one in done]
    return {"schema": "lemmata/1", "seed": order.seed, "quick": order.quick, "style": order.style, "figures": figures}
