"""One run of `report`: decide what has no evidence, draw the figures, write the pages, and say what was written."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lemmata.interrupts import watched
from lemmata.progress import Report, progress
from lemmata.selection import selected
from lemmata.signals import settled
from lemmata.terminal import complain, put, terminal, write_json
from theorems.catalogue import Entry, Loaded, load_all

if TYPE_CHECKING:
    from paper_figures.atlas.figures import Drawn
    from paper_figures.atlas.found import Found

NOTHING = 5


@dataclass(frozen=True)
class Order:
    """What is asked for: theorems, the folder, how much to try where there is no evidence, and whether figures are drawn, quickly."""

    arguments: Sequence[str]
    out: Path
    chosen: Mapping[str, Any]
    quick: bool = False
    figures: bool = True


@dataclass(frozen=True)
class Made:
    """A finished run: what the pages tell, which theorems were decided for it, which figures stand in it, what was written and removed."""

    found: Sequence["Found"]
    decided: Sequence[str]
    figures: Sequence[str]
    pages: Sequence[str]
    removed: Sequence[str]
    seed: int
    alpha: float


def report(order: Order, as_json: bool) -> int:
    """Write the pages of the selected theorems; returns the exit code."""
    entries = selected(order.arguments, everything=not order.arguments)
    if not entries:
        complain("nothing is selected.")
        return NOTHING
    with progress() as (moved, _), closing(watched(_made(entries, order, moved))) as steps:
        (made,) = steps
    if as_json:
        return write_json(document(made, order), lambda: settled(0))
    code = settled(0)
    _tell(made, order)
    return code


def interrupted(code: int, as_json: bool) -> int:
    """What is said of a run that a person stopped: the pages are as they were, and what was decided is kept."""
    if as_json:
        return write_json({"schema": "lemmata/1", "pages": [], "decided": []}, lambda: settled(code))
    put("interrupted; no page was written. What was decided is kept: the same command goes on from there.\n")
    return settled(code)


def _made(entries: Sequence[Entry], order: Order, moved: Report | None) -> Iterator[Made]:
    """The run, in the thread that works; bad input raises before anything is decided."""
    from checkers.verify import Options
    from paper_figures.atlas import site
    from paper_figures.atlas.found import gathered
    from paper_figures.produce import ready

    loaded, options = load_all(entries), Options(**order.chosen)
    site.free(order.out, site.paths([one.entry.id for one in loaded]))
    ready(order.out)
    decided = list(_decided(loaded, options, moved))
    found = gathered(loaded)
    drawn = list(_drawn(found, order, options.seed, moved)) if order.figures else []
    written = site.written(order.out, dict(site.files(found, drawn)))
    yield Made(found, decided, [one.name for one in drawn], written.pages, written.removed, options.seed, options.alpha)


def _decided(loaded: Sequence[Loaded], options: Any, moved: Report | None) -> Iterator[str]:
    """Decide the theorems and the wrong variants that have no evidence; their ids, each once."""
    from checkers import evidence
    from checkers.recorded import completed, missing
    from paper_figures.atlas.found import with_mutants

    waiting = missing(with_mutants(loaded))
    if waiting:
        evidence.ready()
        try:
            yield from dict.fromkeys(completed(waiting, options, moved))
        finally:
            evidence.sweep(own=True)


def _drawn(found: Sequence["Found"], order: Order, seed: int, moved: Report | None) -> Iterator["Drawn"]:
    from paper_figures.atlas import figures
    from paper_figures.figure import Setup

    yield from figures.drawn(figures.chosen(one.id for one in found), Setup(order.quick, seed), moved)


def document(made: Made, order: Order) -> dict[str, Any]:
    """The run as plain data, but for its exit code: all that the pages tell of every claim is in it."""
    from checkers.versions import versions

    return {
        "schema": "lemmata/1",
        "versions": versions(("matplotlib", "tueplots", "latex2mathml")),
        "seed": made.seed,
        "alpha": made.alpha,
        "out": str(order.out),
        "pages": list(made.pages),
        "removed": list(made.removed),
        "figures": list(made.figures),
        "decided": list(made.decided),
        "theorems": [_theorem(one) for one in made.found],
    }


def _theorem(found: "Found") -> dict[str, Any]:
    entry = found.loaded.entry
    mutants = [{"id": one.id, "title": one.loaded.entry.title, "results": list(one.results)} for one in found.mutants]
    return {"id": entry.id, "title": entry.title, "page": found.page, "results": list(found.results), "mutants": mutants}


def _tell(made: Made, order: Order) -> None:
    """`24 theorems: 44 supported.`, and `28 pages, 3 figures: open atlas/index.html`."""
    from paper_figures.atlas.found import counted

    told = ", ".join(f"{number} {name.lower()}" for name, number in counted(word for one in made.found for word in one.verdicts))
    screen = terminal("auto")
    screen.write(f"{_number(made.found, 'theorem')}: {told}.")
    parts = [_number(made.pages, "page"), _number(made.figures, "figure")]
    parts += [f"{_number(made.decided, 'statement')} decided for them"] if made.decided else []
    parts += [f"{_number(made.removed, 'file')} of an earlier report removed"] if made.removed else []
    screen.write(f"{', '.join(parts)}: open {order.out / 'index.html'}")


def _number(things: Sequence[Any], name: str) -> str:
    return f"{len(things)} {name}{'s' * (len(things) != 1)}"
