"""Lazy training: the larger the scale of the output, the less a network's tangent kernel moves until it fits.

Gradient descent on ||alpha (F(w) - F(w_0)) - y||^2/(2 alpha^2), which is ||F(w) - F(w_0) - y/alpha||^2/2, runs until it fits. The first-order change
of the kernel is a third derivative of the outputs along the way; where neurons stand in pairs that cancel it vanishes, and the kernel changes with
the square.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np

from paper_figures.figure import Figure, Setup
from paper_figures.numbers import Numbers, spread, table
from paper_figures.sheet import Sheet, band, below, curve, decades, grid, typeset
from paper_figures.style import FAINT, SERIES, Stroke
from problems.families import two_layer_output
from problems.instance import Instance, Vector
from problems.linearised import kernel_at, outputs_at, trained
from problems.network_facts import normal_weights, number_of, random_signs
from problems.two_layer_networks import FIRST_LAYER
from theorems.language import constants

WIDTH, STEPS, RATE = 128, 400, 1.0
"""Of the networks; of gradient descent, whose step is close to 1 over the largest eigenvalue of the kernel."""

INPUTS = ((Fraction(1), Fraction(0)), (Fraction(4, 5), Fraction(3, 5)), (Fraction(-5, 13), Fraction(12, 13)))
TARGETS = np.array([0.5, -0.5, 0.5])

SCALES = tuple(2**power for power in range(0, 9))
FITTED = 32
"""Slopes are fitted from this scale on."""

FEW_SEEDS, SEEDS = 4, 12

alpha = constants("alpha")


def numbers(setup: Setup) -> Numbers:
    """Rows (panel, curve, alpha, least, middle, most): the change of the kernel and how far the outputs are from the linearisation's."""
    rows: list[tuple[Any, ...]] = []
    count, scales = setup.pick(FEW_SEEDS, SEEDS), SCALES[:: 2 if setup.quick else 1]
    for start in ("independent", "in pairs"):
        streams = [np.random.Generator(np.random.Philox(key=[setup.seed, number])) for number in range(count)]
        measured = np.array([list(_along_scales(*_network(start, stream), scales)) for stream in streams])
        for place, panel in enumerate(("kernel", "outputs")):
            rows += [(panel, start, scale, *spread(measured[:, number, place])) for number, scale in enumerate(scales)]
    made = {
        "networks": f"{count} tanh networks of width {WIDTH} on three inputs of norm 1, output weights 1 and -1, seed {setup.seed}",
        "training": f"{STEPS} steps of size {RATE:g}",
        "changes": "of the kernel in the spectral norm, relative to the start; of outputs the worst of all steps, relative to the targets",
    }
    return table(("panel", "curve", "alpha", "least", "middle", "most"), rows, made)


def _network(start: str, stream: Any) -> tuple[Instance, Vector]:
    """A network whose neurons are independent, or stand in pairs that cancel."""
    d = len(INPUTS[0])
    if start == "independent":
        return two_layer_output.build(number_of("tanh"), INPUTS, random_signs(WIDTH, stream)), normal_weights(WIDTH * d, stream)
    drawn = normal_weights(WIDTH // 2 * d, stream)
    instance = two_layer_output.build(number_of("tanh"), INPUTS, tuple(Fraction(1 - 2 * (r % 2)) for r in range(WIDTH)))
    return instance, tuple(drawn[r // 2 * d + j] for r in range(WIDTH) for j in range(d))


def _along_scales(instance: Instance, start: Vector, scales: tuple[int, ...]) -> Iterator[tuple[float, float]]:
    """For each scale the relative change of the kernel, and the largest distance to the linearisation that is trained itself."""
    begun = outputs_at(FIRST_LAYER, instance, start)
    for scale in scales:
        run = trained(FIRST_LAYER, instance, start, begun + TARGETS / scale, RATE, range(0, STEPS + 1, 4))
        change = kernel_at(FIRST_LAYER, instance, run.last) - run.kernel
        apart = np.linalg.norm(run.outputs - run.linear, axis=1).max() * scale / np.linalg.norm(TARGETS)
        yield float(np.linalg.norm(change, 2) / np.linalg.norm(run.kernel, 2)), float(apart)


def slope(found: Numbers) -> float:
    """Of a curve's middle values from FITTED on, both axes logarithmic, by least squares."""
    kept = found.floats("alpha") >= FITTED
    return float(np.polyfit(np.log(found.floats("alpha")[kept]), np.log(found.floats("middle")[kept]), 1)[0])


STROKES = {"independent": SERIES[0], "in pairs": SERIES[1]}
LABELS = {"independent": "independent neurons", "in pairs": "neurons in pairs that cancel"}
ORDINATES = {"kernel": "change of the kernel", "outputs": "distance from linear"}


def draw(found: Numbers, sheet: Sheet) -> None:
    """The kernel and the outputs, each with its fitted slope."""
    for number, panel in enumerate(ORDINATES):
        axes = sheet.panel(number)
        for name, stroke in STROKES.items():
            one = found.where(panel=panel, curve=name)
            curve(axes, one.floats("alpha"), one.floats("middle"), stroke, LABELS[name])
            band(axes, one, "alpha", stroke)
            _fitted(axes, one, stroke)
        decades(axes)
        axes.set(xlabel=f"scale {typeset(alpha)}", ylabel=ORDINATES[panel])
        axes.set_xlim(right=max(found.cells("alpha")) * 4)
        grid(axes)
    below(sheet, 3)


def _fitted(axes: Any, one: Numbers, stroke: Stroke) -> None:
    """The slope at the end of a curve, and a faint line of that slope through its last point."""
    last, at = one.floats("middle")[-1], one.floats("alpha")
    kept, fitted = at[at >= FITTED], slope(one)
    axes.plot(kept, last * (kept / at[-1]) ** fitted, color=FAINT, linewidth=0.8, zorder=1)
    axes.annotate(f"${fitted:.2f}$", (at[-1], last), (4, 0), textcoords="offset points", va="center", fontsize="x-small")


figure = Figure(
    theorems=("lazy-scaling",),
    caption=(
        "Two-layer tanh networks of width 128, trained on ",
        alpha,
        " times the change of their output until they fit, with the scale divided out of the loss. (a) Relative change of the tangent kernel. "
        "(b) Largest distance of the outputs from those of the linearisation trained itself, relative to the targets. With neurons in pairs that "
        "cancel at the start the first-order change of the kernel vanishes. The numbers are slopes fitted from ",
        alpha >= FITTED,
        " on. Bands: from the least to the largest of all seeds, around the median.",
    ),
    numbers=numbers,
    draw=draw,
    panels=(1, 2),
    height=0.62,
    wide=True,
)
