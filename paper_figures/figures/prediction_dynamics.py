"""Prediction dynamics: a network's residuals by eigendirection, beside its linearisation's.

The networks are tanh, in pairs of neurons that cancel at the start, on three inputs of norm 1. Along an eigenvector v of the kernel at the start the
residual of the linearisation is (1 - eta lambda)^t times what it was; a narrow network's kernel moves, and then directions that are fitted fast are
carried along by the slow one. Each curve is |v . r_t| over |v . r_0|.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp

from checkers.experiment.along import along
from checkers.experiment.trials import trial
from paper_figures.figure import Figure, Setup
from paper_figures.numbers import Numbers, spread, table
from paper_figures.sheet import Sheet, band, below, curve, decades, grid, typeset
from paper_figures.spacing import spaced
from paper_figures.style import BOUND, SERIES, Stroke
from problems.families import two_layer_loss
from problems.instance import Instance, Vector
from problems.linearised import trained
from problems.network_facts import normal_weights, number_of
from problems.two_layer_networks import FIRST_LAYER
from theorems.catalogue import load, lookup
from theorems.language import constants, naturals, t

NARROW, WIDE = 32, 4096
"""The widths."""

INPUTS = ((Fraction(1), Fraction(0)), (Fraction(4, 5), Fraction(3, 5)), (Fraction(-5, 13), Fraction(12, 13)))
TARGETS = (Fraction(1, 2), Fraction(-1, 2), Fraction(1, 2))

RATE = Fraction(1, 2)
"""The step, below 1 over the largest eigenvalue, which is about 0.9."""

FEW_SEEDS, SEEDS = 3, 12
STEPS = 120
LEAST = 1e-4
"""Down to which residuals are drawn."""

m, (eta, B) = naturals("m"), constants("eta B")


def numbers(setup: Setup) -> Numbers:
    """Rows (panel, curve, t, least, middle, most): for each width the residuals by direction, then how far steps are from linear."""
    rows: list[tuple[Any, ...]] = []
    count = setup.pick(FEW_SEEDS, SEEDS)
    for width in (NARROW, WIDE):
        drawn = [_network(width, np.random.Generator(np.random.Philox(key=[setup.seed, (width << 32) | number]))) for number in range(count)]
        for name, values in (*_directions(width, drawn), *_missed(width, drawn)):
            panel, kind = name
            rows += [(panel, kind, step, *spread(values[:, place])) for place, step in enumerate(_steps(panel))]
    made = {
        "networks": f"{count} of each width, two_layer_loss in pairs of neurons that cancel, seed {setup.seed}; steps of size {RATE}",
        "directions": "eigenvectors of the tangent kernel at the start, slow to fast",
    }
    return table(("panel", "curve", "t", "least", "middle", "most"), rows, made)


def _network(width: int, stream: Any) -> tuple[Instance, Vector]:
    """A network whose neurons cancel in pairs, and its start."""
    weights = tuple(Fraction(1 - 2 * (r % 2)) for r in range(width))
    drawn, d = normal_weights(width // 2 * len(INPUTS[0]), stream), len(INPUTS[0])
    start = tuple(drawn[r // 2 * d + j] for r in range(width) for j in range(d))
    return two_layer_loss.build(number_of("tanh"), INPUTS, weights, targets=TARGETS), start


def _steps(panel: str) -> list[int]:
    """The steps at which a panel's curves are kept."""
    return list(range(0, STEPS + 1, 2)) if panel != "missed" else [step - 1 for step in spaced(STEPS, 40)]


def _directions(width: int, drawn: Sequence[tuple[Instance, Vector]]) -> Iterator[tuple[tuple[str, str], np.ndarray]]:
    """Residuals along each eigenvector over what they were : (seeds, steps), of the network and of its linearisation."""
    panel, targets = f"width {width}", np.array(TARGETS, dtype=float)
    runs = [trained(FIRST_LAYER, instance, start, targets, float(RATE), _steps(panel)) for instance, start in drawn]
    for kind in ("network", "linear"):
        found = []
        for run in runs:
            along_vectors = np.abs(((run.outputs if kind == "network" else run.linear) - targets) @ np.linalg.eigh(run.kernel)[1])
            found.append(along_vectors / along_vectors[0])
        yield from (((panel, f"{kind} {number}"), np.array(found)[:, :, number]) for number in range(len(INPUTS)))


def _missed(width: int, drawn: Sequence[tuple[Instance, Vector]]) -> Iterator[tuple[tuple[str, str], np.ndarray]]:
    """Both sides of the claim about one step : (seeds, steps)."""
    theorem = load(lookup("prediction-dynamics")).theorem
    (claim,) = theorem.claims
    cases = [trial(theorem, claim, instance, start=start, steps=STEPS, constants={"eta": RATE}) for instance, start in drawn]
    found, kept = along(theorem, claim, cases), _steps("missed")
    yield ("missed", f"missed {width}"), np.array([one.small[0][kept] for one in found])
    yield ("missed", f"bound {width}"), np.array([one.large[0][kept] for one in found])


LINEAR = Stroke(BOUND.color, (0, (1, 1.2)))
CLAIMED = (BOUND, Stroke(BOUND.color, (0, (8, 2))))
"""Of the narrow network and of the wide one."""


def draw(found: Numbers, sheet: Sheet) -> None:
    """The narrow network, the wide one, and how far both are from linear."""
    for place, width in enumerate((NARROW, WIDE)):
        axes = sheet.panel(place, f"width {width}")
        for number in range(len(INPUTS)):
            _direction(axes, found.where(panel=f"width {width}"), number)
        axes.plot([], [], color=LINEAR.color, linestyle=LINEAR.dash, label="their linearisations")
        axes.set(xlabel=f"steps {typeset(t)}", ylabel="residual, share", ylim=(LEAST, 2))
        decades(axes, x=False)
        grid(axes)
    axes = sheet.panel(2, "one step")
    for number, width in enumerate((NARROW, WIDE)):
        stroke = SERIES[3 + number]
        _line(axes, found.where(panel="missed", curve=f"missed {width}"), stroke, f"width {width} (c)")
        _line(axes, found.where(panel="missed", curve=f"bound {width}"), CLAIMED[number], f"claimed, width {width} (c)", seeds=False)
    axes.set(xlabel=f"steps {typeset(t)}", ylabel="deviation")
    decades(axes, x=False)
    grid(axes)
    below(sheet, 3)


def _direction(axes: Any, found: Numbers, number: int) -> None:
    stroke, name = SERIES[number], ("slow", "middle", "fast")[number]
    _line(axes, found.where(curve=f"network {number}"), Stroke(stroke.color, "-", stroke.marker), f"network, {name} direction")
    _line(axes, found.where(curve=f"linear {number}"), LINEAR, seeds=False)


def _line(axes: Any, one: Numbers, stroke: Stroke, label: str = "", seeds: bool = True) -> None:
    curve(axes, one.floats("t"), one.floats("middle"), stroke, label)
    if seeds:
        band(axes, one, "t", stroke)


figure = Figure(
    theorems=("prediction-dynamics", "prediction-dynamics-linear"),
    claims=((0,), (0,)),
    caption=(
        "Two-layer tanh networks on three inputs, trained by gradient descent with ",
        sp.Eq(eta, sp.Rational(RATE.numerator, RATE.denominator)),
        ". (a, b) Residuals along the eigenvectors of the tangent kernel at the start, relative to the start; dotted: the linearisation, which "
        "follows its kernel exactly. In a narrow network the kernel moves, and the slow direction carries the others along. (c) How far a "
        "step is from the linear recursion, and what is claimed of it with the bend ",
        B,
        " of the outputs, which falls like ",
        1 / sp.sqrt(m),
        ". Bands: from the least to the largest of all seeds, around the median.",
    ),
    numbers=numbers,
    draw=draw,
    panels=(1, 3),
    height=1.05,
    wide=True,
)
