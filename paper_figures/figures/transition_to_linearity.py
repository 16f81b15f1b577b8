"""Wide networks: curvature, kernel change and linearisation error, with depth and on digits.

The networks are those of the families' ladders: tanh, output weights 1 and -1, standard normal first-layer weights. The bounds, and the Hessian's
norm, are the sides of the claims. The contrast passes the output f through a function that bends, f^2/2: its Hessian f H + grad f grad f^T keeps
the part grad f grad f^T of size ||grad f||^2, whatever the width, so that its spectral norm lies within |f| ||H|| of ||grad f||^2.
Seen slopes need not be -1/2 where the claims are bounds. Along the gradient every neuron moves by about 1/sqrt(m), and the second-order terms of
the neurons, which have either sign, cancel. The moves that come near the bounds bend one neuron alone, or change all slopes the same way.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from matplotlib.ticker import ScalarFormatter

from checkers.experiment.composed import hessian_norm
from checkers.experiment.scaling.widths import WIDTHS
from checkers.experiment.trials import trial
from paper_figures.deep_curvature import BOUND as BOUND_OF_3
from paper_figures.deep_curvature import DEPTHS, over_depth
from paper_figures.deep_curvature import FEWER as FEWER_DEEP
from paper_figures.deep_curvature import WIDTHS as WIDTHS_DEEP
from paper_figures.figure import Figure, Setup
from paper_figures.numbers import Cell, Numbers, spread, table
from paper_figures.sheet import Sheet, band, below, curve, decades, grid, typeset
from paper_figures.sides import sides
from paper_figures.style import ATTAINED, BOUND, RANDOM, SERIES, Stroke
from paper_figures.trained_on_digits import DATA, on_digits
from problems.digits import MISSING, available
from problems.families import two_layer_both, two_layer_output
from problems.float64 import Float64
from problems.instance import Instance, Vector, stacked
from problems.two_layer_networks import FIRST_LAYER
from theorems.catalogue import load, lookup
from theorems.language import Abs, Theorem, f, grad, inner, naturals, norm_sq, points

FEWER = WIDTHS[::2]
"""Widths of a quick figure; the whole one has all of the ladder that claims about growth are judged on."""

FEW_SEEDS, FEWER_SEEDS, SEEDS = 4, 8, 16
"""Of a quick figure; of panels (d, e, f); and of all others."""

DISTANCE = 1.0
"""Between the two parameter points."""

FINE = 2**40
"""Parameters of the second point are whole multiples of 1/FINE."""

TRAINED = {"kernel on digits": 3, "linearisation on digits": 0}
"""The panels on real data, with the numbers of their claims of ttl-linearisation."""

CLAIMS = {"hessian": ("ttl-hessian", 1), "kernel": ("ttl-linearisation", 2), "linearisation": ("ttl-linearisation", 0)}
"""What the panels draw the bound of: theorems and numbers of claims."""

EQUALITY = 0
"""The claim of ttl-hessian that tells the norm itself."""

m, (u, v) = naturals("m"), points("u v")

BENT = {
    "kernel": Abs(f(v) ** 2 * norm_sq(grad(v)) - f(u) ** 2 * norm_sq(grad(u))),
    "linearisation": Abs(f(v) ** 2 / 2 - f(u) ** 2 / 2 - f(u) * inner(grad(u), v - u)),
}
"""What the panels' claims bound, for f^2/2 in place of f."""

STROKES = {
    **{"bound": BOUND, "equality": Stroke(ATTAINED.color), "norm": ATTAINED, "near": ATTAINED, "gradient": RANDOM, "bent": SERIES[2]},
    **dict(zip([f"{depth} layers" for depth in DEPTHS], (SERIES[0], SERIES[1], SERIES[4]), strict=True)),
    **{"bottleneck": SERIES[3], "trained": RANDOM, "bound of 3": BOUND},
}
HALF_SQUARE, MEASURED = f(u) ** 2 / 2, "measured (a), move near the bound (b, c)"
LABELS = {
    "bound": "claimed bound",
    "equality": "claimed norm (a)",
    "norm": MEASURED,
    "near": MEASURED,
    "gradient": "along the gradient (b, c)",
    "trained": "trained (e, f)",
    **{f"{depth} layers": f"{depth} layers (d)" for depth in DEPTHS},
    "bound of 3": "claimed bound",
    "bottleneck": "4 layers, one of a single neuron (d)",
    "bent": f"{typeset(HALF_SQUARE)} in place of {typeset(f(u))}",
}
ORDINATES = {
    **{"hessian": "norm of the Hessian", "kernel": "change of the kernel", "linearisation": "linearisation error"},
    **{"depth": "norm of the Hessian", "kernel on digits": "change of the gradients", "linearisation on digits": "linearisation error"},
}


def numbers(setup: Setup) -> Numbers:
    """For each panel, curve and width the least, the middle and the largest value over the seeds."""
    rows: list[tuple[Cell, ...]] = []
    count = setup.pick(FEW_SEEDS, SEEDS)
    for width in FEWER if setup.quick else WIDTHS:
        streams = [np.random.Generator(np.random.Philox(key=[setup.seed, (width << 32) | seed])) for seed in range(count)]
        real = on_digits(width, streams[:FEWER_SEEDS], TRAINED) if width in (FEWER[:3] if setup.quick else FEWER) and available() else ()
        found = (*_curvature(width, streams), *_moves(width, streams), *real)
        rows += [(panel, name, width, *spread(values)) for panel, name, values in found]
    for width in FEWER_DEEP if setup.quick else WIDTHS_DEEP:
        streams = [np.random.Generator(np.random.Philox(key=[setup.seed, (width << 32) | seed])) for seed in range(min(count, FEWER_SEEDS))]
        rows += [(panel, name, width, *spread(values)) for panel, name, values in over_depth(width, streams)]
    made = {
        "networks": f"{count} of each width, from the ladders of two_layer_both (a) and two_layer_output (b, c), seed {setup.seed}",
        "norms of (a)": "of f from the matrix up to 256 parameters, beyond from the neurons' blocks; of f^2/2 by Lanczos from products with vectors",
        "moves": f"of length {DISTANCE:g} up to 2^-40 in each parameter; along the gradient of f^2/2; (b) all neurons against their preactivations; "
        "(c) the neuron that bends most, outwards",
        "(d)": "norms of the Hessian by Lanczos from products with vectors",
        "(e, f)": DATA if available() else f"left out: {MISSING}",
    }
    return table(("panel", "curve", "width", "least", "middle", "most"), rows, made)


def _theorem(panel: str) -> tuple[Theorem, Any]:
    id, number = CLAIMS[panel]
    theorem = load(lookup(id)).theorem
    return theorem, theorem.claims[number]


def _curvature(width: int, streams: Sequence[Any]) -> Iterator[tuple[str, str, np.ndarray]]:
    """Panel (a): networks both of whose layers are trained."""
    theorem, bound = _theorem("hessian")
    drawn = [two_layer_both.ladder(width, stream) for stream in streams]
    cases = [trial(theorem, bound, instance, points={"u": point}) for instance, point in drawn]
    measured, claimed = sides(theorem, theorem.claims[EQUALITY], cases)
    yield "hessian", "bound", sides(theorem, bound, cases)[1]
    yield "hessian", "equality", claimed
    yield "hessian", "norm", measured
    yield "hessian", "bent", np.array([hessian_norm(case, case.points["u"], _bend).value for case in cases])


def _bend(output: Any) -> Any:
    """f^2/2."""
    return output * output / 2


def _moves(width: int, streams: Sequence[Any]) -> Iterator[tuple[str, str, np.ndarray]]:
    """Panels (b) and (c): networks whose first layer is trained, between two parameter points."""
    drawn = [two_layer_output.ladder(width, stream) for stream in streams]
    for panel, bend in BENT.items():
        theorem, claim = _theorem(panel)
        near, along_gradient = [
            [trial(theorem, claim, instance, points={"u": point, "v": _moved(instance, point, move)}) for instance, point in drawn]
            for move in (panel, "gradient")
        ]
        values, bounds = sides(theorem, claim, near)
        yield panel, "bound", bounds
        yield panel, "near", values
        yield panel, "gradient", sides(theorem, claim, along_gradient)[0]
        yield panel, "bent", sides(theorem, bend <= 1, along_gradient)[0]


def _moved(instance: Instance, point: Vector, move: str) -> Vector:
    """The second point: by DISTANCE along the gradient of f^2/2, with all neurons against their preactivations, or with the one that bends most."""
    arithmetic = Float64()
    at = np.array([float(entry) for entry in point])
    with arithmetic.scope():
        arrays, x = stacked([instance], arithmetic), arithmetic.array(at, (1, 1, len(at)))
        network = FIRST_LAYER
        output, slope = (np.asarray(one(arrays, x, arithmetic))[0, 0] for one in (network.value, network.gradient))
        reached = network.preactivations(arrays, x, arithmetic)[0, 0, :, 0]
        bends = np.abs(np.asarray(network.activation(arrays).bend(reached, arithmetic)))
    h = np.asarray(reached)
    steps = {"kernel": -np.sign(h), "linearisation": _outwards(h, bends)}
    way = output * slope if move == "gradient" else _along_input(instance, steps[move])
    away = way * (DISTANCE / np.linalg.norm(way))
    return tuple(Fraction(round(entry * FINE), FINE) for entry in at + away)


def _outwards(h: np.ndarray, bends: np.ndarray) -> np.ndarray:
    """The neuron that bends most, away from zero."""
    return np.where(np.arange(len(bends)) == bends.argmax(), np.sign(h), 0.0)


def _along_input(instance: Instance, each: np.ndarray) -> np.ndarray:
    """Parameters whose neuron r is each[r] times the first input."""
    return np.outer(each, np.array(instance.parameters["inputs"][0], dtype=float)).reshape(-1)  # type: ignore[index]


def slope(found: Numbers) -> float:
    """Of a curve's middle values, both axes logarithmic, by least squares."""
    return float(np.polyfit(np.log(found.floats("width")), np.log(found.floats("middle")), 1)[0])


def draw(found: Numbers, sheet: Sheet) -> None:
    """Panels in two rows with one legend below; each curve with its spread and its slope."""
    for number, panel in enumerate(ORDINATES):
        axes = sheet.panel(number)
        if not found.where(panel=panel).rows:
            axes.annotate("lemmata[data]", (0.5, 0.5), xycoords="axes fraction", ha="center")
            axes.set(xticks=(), yticks=())
            continue
        for name in found.where(panel=panel).distinct("curve"):
            _draw_curve(axes, found.where(panel=panel, curve=name), name)
        decades(axes)
        widths = found.where(panel=panel).floats("width")
        axes.set(xlabel=f"width {typeset(m)}", ylabel=ORDINATES[panel], xticks=_ticks(widths))
        axes.set_xlim(right=widths.max() * SLOPES_FIT)
        axes.xaxis.set_major_formatter(ScalarFormatter())
        grid(axes)
    below(sheet, 3, tuple(LABELS.values()))


RAISED = {"3 layers": -3, "4 layers": 3}
"""By how many points slopes are moved that would overlap."""

SLOPES_FIT = 6
"""How far the widths go on behind the last, to leave place for the slopes."""


def _ticks(widths: np.ndarray) -> list[int]:
    """The first, the middle and the last width."""
    return [int(widths.min()), round(np.sqrt(widths.min() * widths.max())), int(widths.max())]


def _draw_curve(axes: Any, one: Numbers, name: str) -> None:
    widths, stroke = one.floats("width"), STROKES[name]
    curve(axes, widths, one.floats("middle"), stroke, LABELS[name])
    if name not in ("bound", "bound of 3", "equality"):
        band(axes, one, "width", stroke)
        told = f"${round(slope(one), 2) + 0.0:.2f}$"
        axes.annotate(
            told, (widths[-1], one.floats("middle")[-1]), (4, RAISED.get(name, 0)), textcoords="offset points", va="center", fontsize="x-small"
        )


figure = Figure(
    theorems=("ttl-hessian", "ttl-linearisation", "ttl-deep"),
    claims=((EQUALITY, 1), (0, 2, 3), (BOUND_OF_3,)),
    caption=(
        "Two-layer tanh networks with output weights 1 and -1 and normal first-layer weights, over the width ",
        m,
        ": (a) spectral norm of the Hessian of the output f, both layers trained; (b) change of the tangent kernel and (c) error of the "
        "linearisation between two points u and v at distance 1, first layer trained. Lines: the claims. Bands: from the least to the largest of all "
        "seeds, around the median; the numbers at the right are slopes of the medians, those of the bounds in (a-c) are "
        "-1/2. Dots in (b): every neuron moves against its "
        "preactivation; in (c): only the neuron that bends most moves. Squares: along the gradient, where the neurons' contributions cancel, so "
        "that the change falls faster than its bound. Triangles: the same with the output passed through a nonlinearity, ",
        HALF_SQUARE,
        ", in (b) and (c) along the gradient: neither the curvature nor the changes go away with the width. (d) The same norm for deeper networks, "
        "the claim for three layers, and one with a layer of a single neuron, whose curvature stays. (e, f) Networks trained on images of written "
        "zeros and ones (drawn where scikit-learn is installed): how far the gradients of all outputs move, and the error of the linearisation, "
        "between the start and the trained weights, against the claims for that distance.",
    ),
    numbers=numbers,
    draw=draw,
    panels=(2, 3),
    height=1.05,
    wide=True,
)
