"""A wide network trained within a ball: path and distance against its radius.

The networks are tanh, in pairs of neurons that cancel at the start, on two inputs of norm 1 with targets of length 1. The ball is certified: on it
the loss is PL* with mu and smooth with L, the step is 1/L. The radius is that of the theorem; the flow's is what gradient flow needs, which gradient
descent need not keep; the one that adds up lengths of gradients along the rate needs L too.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.ticker import ScalarFormatter

from checkers.experiment.along import along
from checkers.experiment.case import Case
from checkers.experiment.trials import trial
from paper_figures.figure import Figure, Setup
from paper_figures.numbers import Numbers, spread, table
from paper_figures.sheet import Sheet, band, below, curve, decades, grid, typeset
from paper_figures.style import BOUND, FAINT, SERIES, Stroke
from problems.families import two_layer_loss
from theorems.catalogue import load, lookup
from theorems.language import constants, f, naturals, norm, sqrt, t, x
from theorems.overparameterized.pl_star_ball import theorem

ID, RATE, DISTANCE, PATH = "pl-star-ball", 0, 1, 2
"""The theorem, and the numbers of its claims."""

L, mu = constants("L mu")
m = naturals("m")

RADII = {"flow": sqrt(2 * f(x[0]) / mu), "gradients": 2 * sqrt(2 * L * f(x[0])) / mu}
"""What the distance is compared with beside the theorem's radius."""

WIDTHS, SHOWN = tuple(2**power for power in range(12, 15)), 4096
"""Of the networks; the width of the runs that are shown step by step."""

STEPS, FEW_SEEDS, SEEDS = 24, 2, 6


def numbers(setup: Setup) -> Numbers:
    """Rows (panel, curve, at, least, middle, most): over the steps at one width, and over the widths after the last step."""
    rows: list[tuple[Any, ...]] = []
    count = setup.pick(FEW_SEEDS, SEEDS)
    for width in WIDTHS[:2] if setup.quick else WIDTHS:
        found = _runs([_case(width, setup.seed, number) for number in range(count)])
        rows += [("width", name, width, *spread(values[:, -1])) for name, values in found.items() if name not in ("loss", "rate")]
        if width == SHOWN:
            rows += list(_over_steps(found))
    made = {
        "networks": f"{count} of each width, two_layer_loss in pairs of neurons that cancel, seed {setup.seed}; {STEPS} steps of size 1/L",
        "L and mu": "certified on the ball, in exact arithmetic, from the tangent kernel at the start",
    }
    return table(("panel", "curve", "at", "least", "middle", "most"), rows, made)


def _case(width: int, root: int, number: int) -> Case:
    theorem = load(lookup(ID)).theorem
    instance, start = two_layer_loss.doubled(width, np.random.Generator(np.random.Philox(key=[root, (width << 32) | number])))
    return trial(theorem, theorem.claims[PATH], instance, start=start, steps=STEPS)


def _runs(cases: Sequence[Case]) -> dict[str, np.ndarray]:
    """Each curve along the runs : (seeds, steps 0, 1, ..., STEPS)."""
    theorem = load(lookup(ID)).theorem
    rate, far, path = (along(theorem, theorem.claims[number], cases) for number in (RATE, DISTANCE, PATH))
    compared = {name: along(theorem, norm(x[t] - x[0]) <= radius, cases) for name, radius in RADII.items()}
    ways = np.array([np.concatenate([[0.0], one.small[0]]) for one in path])[:, : STEPS + 1]
    found = {"path": ways, "distance": np.array([one.small[0] for one in far])}
    radii = {"radius": np.array([np.full(STEPS + 1, one.large[0, 0]) for one in path])}
    radii |= {name: np.array([one.large[0] for one in every]) for name, every in compared.items()}
    return {**found, **radii, "loss": np.array([one.small[0] for one in rate]), "rate": np.array([one.large[0] for one in rate])}


def _over_steps(found: Mapping[str, np.ndarray]) -> Iterator[tuple[Any, ...]]:
    for name, values in found.items():
        panel = "loss" if name in ("loss", "rate") else "steps"
        yield from ((panel, name, step, *spread(values[:, step])) for step in range(STEPS + 1))


STROKES = {
    "path": SERIES[0],
    "distance": SERIES[1],
    "radius": BOUND,
    "flow": Stroke(SERIES[2].color, SERIES[2].dash),
    "gradients": Stroke(FAINT, (0, (1, 1.2))),
    "loss": SERIES[0],
    "rate": BOUND,
}
LABELS = {
    "path": "path length",
    "distance": "distance",
    "radius": f"claimed radius {typeset(theorem.claims[PATH].rhs)}",
    "flow": f"the flow's, {typeset(RADII['flow'])}",
    "gradients": f"along the rate, {typeset(RADII['gradients'])}",
    "loss": "the loss (c)",
    "rate": "its claimed bound (c)",
}


def draw(found: Numbers, sheet: Sheet) -> None:
    """Steps, widths, and the loss, with one legend below."""
    for number, panel in enumerate(("steps", "width", "loss")):
        axes = sheet.panel(number)
        for name in found.where(panel=panel).distinct("curve"):
            one = found.where(panel=panel, curve=name)
            curve(axes, one.floats("at"), one.floats("middle"), STROKES[name], LABELS[name])
            band(axes, one, "at", STROKES[name])
        grid(axes)
    steps, widths, loss = sheet.paper.axes
    steps.set(xlabel=f"steps {typeset(t)}", ylabel="length")
    widths.set(xlabel=f"width {typeset(m)}", ylabel="length")
    widths.set(xscale="log", xticks=sorted(set(found.where(panel="width").cells("at"))))
    widths.minorticks_off()
    widths.xaxis.set_major_formatter(ScalarFormatter())
    loss.set(xlabel=f"steps {typeset(t)}", ylabel=typeset(f(x[t])))
    decades(loss, x=False)
    for axes in (steps, widths):
        axes.set_ylim(bottom=0)
    below(sheet, 3)


figure = Figure(
    theorems=(ID,),
    caption=(
        "Two-layer tanh networks of width ",
        m,
        " on two inputs, on a ball around the start on which the loss is certified PL* and smooth, trained with the step ",
        1 / L,
        ". (a) Length of the path and distance from the start at width 4096, against the radius claimed, the one that gradient flow needs, "
        "and the larger one that lengths of gradients along the rate add up to, which grows with the condition number. (b) The same after the last "
        "step, over the width: the radius falls as the certified constants come to those at the start. (c) The loss at width 4096 and its claimed "
        "bound. Bands: from the least to the largest of all seeds, around the median.",
    ),
    numbers=numbers,
    draw=draw,
    panels=(1, 3),
    height=1.05,
    wide=True,
)
