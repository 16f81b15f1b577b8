"""The sharpness of every claim of the catalogue, and who attained it.

Everything comes from the last evidence of each claim; claims without evidence are tried now. A quick figure tries those with a smaller effort, and
keeps what it finds in a folder of its own, so that it takes the place of no other evidence; where there is other evidence, it is drawn instead.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import sympy as sp
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from checkers.evidence import QUICK
from checkers.experiment.reading import searcher
from checkers.experiment.search.scope import is_random
from checkers.recorded import completed, last
from checkers.verdict import Verdict
from checkers.verify import Options
from paper_figures.figure import Figure, Setup
from paper_figures.numbers import Cell, Numbers, table
from paper_figures.sheet import Sheet, grid
from paper_figures.style import FAINT, SERIES, Stroke
from theorems.catalogue import Loaded, entries, load_all
from theorems.scaling import Asymptotic

FEW: Mapping[str, Any] = {"instances": 1, "seeds": 8, "rounds": 0, "without": ("hypothesis", "climb"), "inside": QUICK}
DETERMINISTIC: Mapping[str, Any] = {**FEW, "steps": 16}
RANDOM: Mapping[str, Any] = {**FEW, "steps": 3}
"""The smaller effort: the extremal library alone, with short runs where every sequence of draws is run."""

COUNTS = ("instances", "seeds", "steps", "rounds")
COLUMNS = ("theme", "theorem", "claim", "digest", "verdict", "sharpness", "tie", "attained_by", "reason", "evidence", *COUNTS, "without", "seed")
UNSHARED = "no scale"

WHO = {"library": SERIES[0], "hypothesis": SERIES[1], "climb": SERIES[2]}
OTHERS = Stroke("#000000", "", "P")

LINE, MARGIN = 0.135, 0.75
"""Inches of a claim's line, and of what stands above and below all of them."""


def numbers(setup: Setup) -> Numbers:
    """A row for each claim, as the catalogue orders them."""
    chosen = load_all(entries())
    for options, some in _efforts(setup, chosen):
        for _ in completed(some, options):
            pass
    rows = [_row(one, number, setup) for one in chosen for number in range(len(one.theorem.claims))]
    return table(COLUMNS, rows, _made(rows))


def _efforts(setup: Setup, chosen: Sequence[Loaded]) -> Iterator[tuple[Options, list[Loaded]]]:
    """How to try the theorems that lack evidence; a quick figure needs none for those that have other evidence."""
    if not setup.quick:
        yield Options(seed=setup.seed), list(chosen)
        return
    without = [one for one in chosen if any(last(one, number) is None for number in range(len(one.theorem.claims)))]
    yield Options(seed=setup.seed, **DETERMINISTIC), [one for one in without if not is_random(one.theorem.plain)]
    yield Options(seed=setup.seed, **RANDOM), [one for one in without if is_random(one.theorem.plain)]


def _row(one: Loaded, number: int, setup: Setup) -> tuple[Cell, ...]:
    claim = one.theorem.claims[number]
    named = (one.entry.theme, one.entry.id, number, one.theorem.digest(claim))
    whole = last(one, number)
    found = last(one, number, QUICK) if whole is None and setup.quick else whole
    if found is None:
        return (*named, *(None,) * (len(COLUMNS) - len(named)))
    result, options = found["result"], found.get("options") or {}
    share = result["sharpness"]
    tie = None if share is None else int(isinstance(share, str))
    effort = (*(options.get(name) for name in COUNTS), " ".join(options.get("without") or ()) or None, found["seed"])
    told = (result["verdict"], None if share is None else float(Fraction(share)), tie, _who(result), _why(claim, result))
    return (*named, *told, "quick" if whole is None else "full", *effort)


def _who(result: Mapping[str, Any]) -> str | None:
    """The searcher that proposed the case at which the most of the bound is used."""
    attained = (result["readers"]["experiment"] or {}).get("attained_by")
    return None if attained is None else searcher(attained["case"]["found_by"])


def _why(claim: Any, result: Mapping[str, Any]) -> str | None:
    """Why a claim has no sharpness, or None where it has one."""
    if result["sharpness"] is not None:
        return None
    if result["verdict"] not in (Verdict.SUPPORTED.value, Verdict.PROVED.value):
        return str(result["verdict"]).lower()
    return "growth" if isinstance(claim, Asymptotic) else "equality" if isinstance(claim, sp.Eq) else UNSHARED


def _made(rows: Sequence[tuple[Cell, ...]]) -> dict[str, str]:
    """How many claims come from which effort."""
    kinds = Counter(tuple(row[COLUMNS.index("evidence") :]) for row in rows if row[COLUMNS.index("evidence")] is not None)
    found = {}
    for number, ((kind, *counts, without, seed), claims) in enumerate(sorted(kinds.items(), key=str), 1):
        effort = ", ".join(f"{count} {name}" for name, count in zip(COUNTS, counts, strict=True) if count is not None) or "effort not told"
        found[f"effort {number}"] = f"{kind} evidence of {claims} claims: {effort}, seed {seed}" + (f", without {without}" if without else "")
    return found


def draw(found: Numbers, sheet: Sheet) -> None:
    """A line for each claim below the name of its theme; the page is as tall as they need."""
    axes = sheet.panel(0)
    places, lines = _places(found)
    sheet.paper.set_size_inches(sheet.paper.get_size_inches()[0], LINE * lines + MARGIN)
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    for place, row in zip(places, rows, strict=True):
        _draw_row(axes, place, row)
    for theme, first in zip(reversed(found.cells("theme")), reversed(places), strict=True):
        if first == places[found.cells("theme").index(theme)]:
            axes.text(0.0, first - 1, theme.replace("_", " "), va="center", fontstyle="italic")
    axes.set_yticks(places, [_label(row, found) for row in rows])
    axes.tick_params(axis="y", length=0, labelsize="x-small")
    axes.set(ylim=(lines - 0.5, -0.5), xlim=(-0.02, 1.02), xlabel="sharpness: the largest share of the bound that is used")
    _legend(sheet, rows)
    grid(axes)
    axes.grid(False, axis="y")


def _places(found: Numbers) -> tuple[list[int], int]:
    """The line of each claim, one left free for the name of each theme, and how many lines there are."""
    seen: set[str] = set()
    places = []
    for number, theme in enumerate(found.cells("theme")):
        seen.add(theme)
        places.append(number + len(seen))
    return places, len(places) + len(seen)


def _label(row: Mapping[str, Any], found: Numbers) -> str:
    """The theorem, with the number of the claim, from 1, where it has several."""
    several = found.cells("theorem").count(row["theorem"]) > 1
    return f"{row['theorem']} ({row['claim'] + 1})" if several else str(row["theorem"])


def _draw_row(axes: Axes, place: int, row: Mapping[str, Any]) -> None:
    star = "*" if row["evidence"] == "quick" else ""
    if row["sharpness"] is None:
        axes.text(0.0, place, f"$-$ {row['reason'] or 'not tried'}{star}", va="center", fontsize="x-small", color="#555555")
        return
    axes.plot([0, row["sharpness"]], [place, place], color=FAINT, linewidth=0.5)
    axes.add_line(_mark(WHO.get(row["attained_by"], OTHERS), bool(row["tie"]), [row["sharpness"]], [place]))
    told = "1" if row["tie"] else f"{row['sharpness']:.6f}"
    axes.annotate(told + star, (1.0, place), (8, 0), textcoords="offset points", va="center", fontsize="x-small", annotation_clip=False)


def _mark(stroke: Stroke, whole: bool, x: Sequence[float], y: Sequence[float], label: str = "") -> Line2D:
    """A marker: filled for an exact tie, else hollow."""
    filling = stroke.color if whole else "#ffffff"
    return Line2D(x, y, linestyle="", color=stroke.color, marker=stroke.marker, markerfacecolor=filling, markersize=4, label=label, clip_on=False)


def _legend(sheet: Sheet, rows: Sequence[Mapping[str, Any]]) -> None:
    seen = {row["attained_by"] for row in rows} - {None}
    present = [*(who for who in WHO if who in seen), *sorted(seen - set(WHO))]
    marks = [_mark(WHO.get(who, OTHERS), True, [], [], who) for who in present]
    marks += [_mark(Stroke("#000000", "", "o"), whole, [], [], said) for whole, said in ((True, "exact tie"), (False, "below 1"))]
    if any(row["evidence"] == "quick" for row in rows):
        marks.append(Line2D([], [], linestyle="", marker="$*$", color="#000000", label="smaller effort"))
    sheet.paper.legend(handles=marks, loc="outside upper center", ncols=len(marks), handletextpad=0.1, columnspacing=1.2)


figure = Figure(
    theorems=(),
    caption=(
        "Each line is a claim, numbered as in the statement of its theorem; the marker tells how much of the bound is used at most on any instance "
        "tried, and its shape which searcher proposed that instance: the library of extremal instances, random draws (hypothesis), or numerical "
        "search (climb). Filled: both sides were decided to be equal in exact arithmetic; hollow: less than the whole bound is known to be used. A "
        "dash: the claim has no sharpness, because it is about growth, because it is an equality (which holds everywhere or nowhere), or because "
        "neither side is a sum of nonnegative terms (no scale). A star: tried with a smaller effort only, so that more may be attained.",
    ),
    numbers=numbers,
    draw=draw,
    wide=True,
)
