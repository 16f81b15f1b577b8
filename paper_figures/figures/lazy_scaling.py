"""Lazy training: a larger scale of the output moves the tangent kernel less.

Training on ||alpha (F(w) - F(w_0)) - y||^2/(2 alpha^2) is training on ||F(w) - F(w_0) - y/alpha||^2/2, here until a millionth of it is left. The
first-order change of the kernel is a third derivative of the outputs along the way; where neurons stand in pairs that cancel it vanishes, and the
kernel changes with the square.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from checkers.experiment.along import along
from checkers.experiment.trials import trial
from paper_figures.figure import Figure, Setup
from paper_figures.numbers import Numbers, spread, table
from paper_figures.sheet import Sheet, band, below, curve, decades, grid, typeset
from paper_figures.style import FAINT, SERIES, Stroke
from problems.families import two_layer_loss
from problems.instance import Instance, Vector
from problems.linearised import outputs_at, trained
from problems.network_facts import LADDER_INPUTS, normal_weights, number_of, random_signs
from problems.two_layer_networks import FIRST_LAYER
from theorems.catalogue import load, lookup
from theorems.language import naturals

THEOREMS = {"independent": "lazy-scaling", "in pairs": "lazy-scaling-antisymmetric"}
"""The theorems, by the starts that they speak of."""

WIDTH, STEPS, RATE = 128, 200, Fraction(1, 2)
"""Of the networks; of gradient descent at most."""

INPUTS = LADDER_INPUTS
TARGETS = np.array([0.5, -0.75])
FINE = 2**40
"""Targets of the networks are whole multiples of 1/FINE."""

SCALES = tuple(2**power for power in range(0, 9))
FITTED = 32
"""Slopes are fitted from this scale on."""

FEW_SEEDS, SEEDS = 3, 8

alpha = naturals("alpha")


def numbers(setup: Setup) -> Numbers:
    """Rows (panel, curve, alpha, least, middle, most): the change of the kernel and how far the outputs are from the linearisation's."""
    rows: list[tuple[Any, ...]] = []
    count, scales = setup.pick(FEW_SEEDS, SEEDS), SCALES[:: 2 if setup.quick else 1]
    for start in THEOREMS:
        streams = [np.random.Generator(np.random.Philox(key=[setup.seed, number])) for number in range(count)]
        drawn = [_network(start, stream) for stream in streams]
        for scale in scales:
            for panel, values in _at_scale(start, drawn, scale):
                rows.append((panel, start, scale, *spread(values)))
    made = {
        "networks": f"{count} tanh networks of width {WIDTH} on two inputs of norm 1, output weights 1 and -1, seed {setup.seed}",
        "training": f"steps of size {RATE} until 1/1000000 of the loss is left, at most {STEPS}",
        "changes": "of the kernel in the Frobenius norm, relative to the start; of outputs the worst of all steps, relative to the targets",
    }
    return table(("panel", "curve", "alpha", "least", "middle", "most"), rows, made)


def _network(start: str, stream: Any) -> tuple[Vector, Vector]:
    """The output weights and the start of a network whose neurons are independent, or stand in pairs that cancel."""
    d = len(INPUTS[0])
    if start == "independent":
        return random_signs(WIDTH, stream), normal_weights(WIDTH * d, stream)
    drawn = normal_weights(WIDTH // 2 * d, stream)
    return tuple(Fraction(1 - 2 * (r % 2)) for r in range(WIDTH)), tuple(drawn[r // 2 * d + j] for r in range(WIDTH) for j in range(d))


def loss(weights: Vector, start: Vector, scale: int) -> Instance:
    """The loss of a network whose targets are the outputs at the start and a share 1/scale of TARGETS."""
    free = two_layer_loss.build(number_of("tanh"), INPUTS, weights, targets=(Fraction(0),) * len(INPUTS))
    aim = outputs_at(FIRST_LAYER, free, start) + TARGETS / scale
    targets = tuple(Fraction(round(entry * FINE), FINE) for entry in aim.tolist())
    return two_layer_loss.build(number_of("tanh"), INPUTS, weights, targets=targets)


def _at_scale(start: str, drawn: Sequence[tuple[Vector, Vector]], scale: int) -> Iterator[tuple[str, np.ndarray]]:
    """Of each network the change of the kernel that the theorem speaks of, and the largest distance to the linearisation that is trained itself."""
    found = load(lookup(THEOREMS[start])).theorem
    quantity, until = found.claims[0].quantity, found.setting.until
    theorem = replace(found, setting=None, claim=quantity <= 1)
    losses = [(loss(weights, begun, scale), begun) for weights, begun in drawn]
    constants = {"alpha": Fraction(scale), "eta": RATE}
    cases = [trial(theorem, quantity <= 1, instance, start=begun, steps=STEPS, constants=constants) for instance, begun in losses]
    ends = [int(np.argmax(one.small[0] <= one.large[0])) for one in along(theorem, until, cases)]
    changes = [one.small[0, list(one.at).index(end)] for one, end in zip(along(theorem, quantity <= 1, cases), ends, strict=True)]
    yield "kernel", np.array(changes)
    yield "outputs", np.array([_apart(instance, begun, end) * scale for (instance, begun), end in zip(losses, ends, strict=True)])


def _apart(instance: Instance, start: Vector, end: int) -> float:
    """The largest distance between the network's outputs and its linearisation's, trained itself, over the size of TARGETS."""
    targets = np.array(instance.parameters["targets"], dtype=float)
    run = trained(FIRST_LAYER, instance, start, targets, float(RATE), range(end + 1))
    return float(np.linalg.norm(run.outputs - run.linear, axis=1).max() / np.linalg.norm(TARGETS))


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
    theorems=tuple(THEOREMS.values()),
    caption=(
        "Two-layer tanh networks of width 128, trained on ",
        alpha,
        " times the change of their output until a millionth of the loss is left. (a) Relative change of the tangent kernel. "
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
