"""Spectra of tangent kernels at growing width against that of the infinitely wide network.

The networks are two-layer ReLU with random signs for output weights and standard normal first-layer weights, of which the first layer counts. The
limit is z . z' (pi - theta)/(2 pi), theta the angle between the inputs z and z'. The bound on the distance holds with probability 1 - delta.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import sympy as sp
from matplotlib.ticker import MaxNLocator

from checkers.experiment.trials import trial
from paper_figures.figure import Figure, Setup
from paper_figures.numbers import Numbers, spread, table
from paper_figures.sheet import Sheet, band, below, curve, decades, grid, typeset
from paper_figures.sides import sides
from paper_figures.style import BOUND, SERIES, Stroke
from problems.analytic_kernels import relu_kernels
from problems.digits import MISSING, available, two_digits
from problems.families import relu_output
from problems.instance import Instance, Matrix, Vector
from problems.linearised import kernel_at
from problems.network_facts import normal_weights, random_signs
from problems.two_layer_networks import FIRST_LAYER
from theorems.catalogue import load, lookup
from theorems.language import constants, naturals

POINTS, IMAGES, SIDE = 12, 24, 8
"""Inputs on the circle, at about equal angles, and images of 0 and 1 in all their pixels."""

SPECTRA = (64, 512, 4096)
"""Widths whose spectra are shown."""

WIDTHS = tuple(2**power for power in range(6, 13))
FEW_SEEDS, SEEDS, DELTA = 6, 16, Fraction(1, 100)

CONCENTRATION, VARIANCE = 0, 2
"""Claims of ntk-concentration: the distance with high probability, and the mean of its square in the Frobenius norm."""

m, delta = naturals("m"), constants("delta")


def numbers(setup: Setup) -> Numbers:
    """Rows (panel, curve, at, least, middle, most): eigenvalues by number, and distances by width."""
    rows: list[tuple[Any, ...]] = []
    for panel, inputs in _inputs().items():
        for width in SPECTRA:
            found = np.array([_eigenvalues(kernel) for kernel in _kernels(inputs, width, setup)])
            rows += [(panel, f"width {width}", number + 1, *spread(found[:, number])) for number in range(len(inputs))]
        limit = _eigenvalues(_limit(inputs))
        rows += [(panel, "limit", number + 1, *[value] * 3) for number, value in enumerate(limit)]
    for width in WIDTHS[:: 2 if setup.quick else 1]:
        rows += [("distance", name, width, *spread(values)) for name, values in _distances(width, setup)]
    made = {
        "networks": f"{setup.pick(FEW_SEEDS, SEEDS)} of each width, seed {setup.seed}",
        "(a), (c)": f"{POINTS} rational points of the unit circle; the bound for delta = {DELTA}",
        "(b)": f"{IMAGES} images of 0 and 1, scaled to norms at most 1" if available() else f"left out: {MISSING}",
    }
    return table(("panel", "curve", "at", "least", "middle", "most"), rows, made)


def _inputs() -> dict[str, Matrix]:
    return {"circle": _circle(), **({"digits": two_digits(IMAGES, SIDE).inputs} if available() else {})}


def _circle() -> Matrix:
    """Points ((1 - t^2)/(1 + t^2), 2 t/(1 + t^2)) with t close to the tangent of half an angle."""
    halves = [Fraction(round(64 * np.tan(np.pi * (place + 0.5) / POINTS - np.pi / 2)), 64) for place in range(POINTS)]
    return tuple(((1 - t * t) / (1 + t * t), 2 * t / (1 + t * t)) for t in halves)


def _streams(width: int, setup: Setup) -> Iterator[Any]:
    yield from (np.random.Generator(np.random.Philox(key=[setup.seed, (width << 32) | number])) for number in range(setup.pick(FEW_SEEDS, SEEDS)))


def _kernels(inputs: Matrix, width: int, setup: Setup) -> Iterator[np.ndarray]:
    """Of random networks."""
    for stream in _streams(width, setup):
        instance = relu_output.build(inputs, random_signs(width, stream))
        yield kernel_at(FIRST_LAYER, instance, stream.standard_normal(instance.dimension))


def _draws(inputs: Matrix, width: int, setup: Setup) -> Iterator[tuple[Instance, Vector]]:
    """Random networks with rational weights."""
    for stream in _streams(width, setup):
        instance = relu_output.build(inputs, random_signs(width, stream))
        yield instance, normal_weights(instance.dimension, stream)


def _limit(inputs: Matrix) -> np.ndarray:
    """The kernel of the first layer of the infinitely wide network."""
    return relu_kernels(np.array(inputs, dtype=float)).earlier


def _eigenvalues(kernel: np.ndarray) -> np.ndarray:
    """The largest first."""
    return np.linalg.eigvalsh(kernel)[::-1]


def _distances(width: int, setup: Setup) -> Iterator[tuple[str, np.ndarray]]:
    """The distance in the spectral norm, its bound, and the Frobenius norm with the root of its mean square."""
    theorem = load(lookup("ntk-concentration")).theorem
    likely, (_, variance) = theorem.claims[CONCENTRATION].lhs.args[0], theorem.claims[VARIANCE].args
    drawn, limit = list(_draws(_circle(), width, setup)), _limit(_circle())
    cases = [trial(theorem, likely, instance, points={"u": point}, constants={"delta": DELTA}) for instance, point in drawn]
    measured, bound = sides(theorem, likely, cases)
    yield "bound", bound
    yield "spectral", measured
    yield "Frobenius", np.array([np.linalg.norm(kernel_at(FIRST_LAYER, *one) - limit) for one in drawn])
    yield "root mean square", np.sqrt(sides(theorem, sp.Le(0, variance, evaluate=False), cases)[1])


STROKES = {
    **{f"width {width}": stroke for width, stroke in zip(SPECTRA, SERIES[1:4], strict=True)},
    **{"limit": BOUND, "bound": BOUND, "spectral": SERIES[0], "Frobenius": Stroke(SERIES[4].color, "", "v")},
    "root mean square": Stroke(BOUND.color, (0, (1, 1.2))),
}
LABELS = {
    **{f"width {width}": f"width {width} (a, b)" for width in SPECTRA},
    **{"limit": "infinite width (a, b)", "bound": f"claimed with probability {typeset(1 - delta)} (c)", "spectral": "spectral norm (c)"},
    **{"Frobenius": "Frobenius norm (c)", "root mean square": "its claimed root mean square (c)"},
}
TITLES = {"circle": "points of a circle", "digits": "digits", "distance": "distance to the limit"}


def draw(found: Numbers, sheet: Sheet) -> None:
    """Two spectra, and the distance to the limit over the width."""
    for place, panel in enumerate(TITLES):
        axes = sheet.panel(place, TITLES[panel])
        if not found.where(panel=panel).rows:
            axes.annotate("lemmata[data]", (0.5, 0.5), xycoords="axes fraction", ha="center")
            axes.set(xticks=(), yticks=())
            continue
        for name in found.where(panel=panel).distinct("curve"):
            one = found.where(panel=panel, curve=name)
            curve(axes, one.floats("at"), one.floats("middle"), STROKES[name], LABELS[name])
            if name not in ("limit", "bound", "root mean square"):
                band(axes, one, "at", STROKES[name])
        decades(axes, x=panel == "distance")
        axes.set(xlabel=f"width {typeset(m)}" if panel == "distance" else "number", ylabel="norm" if panel == "distance" else "eigenvalue")
        if panel != "distance":
            axes.xaxis.set_major_locator(MaxNLocator(4, integer=True))
        grid(axes)
    below(sheet, 3, tuple(LABELS.values()))


figure = Figure(
    theorems=("ntk-concentration",),
    claims=((CONCENTRATION, VARIANCE),),
    caption=(
        "Two-layer ReLU networks of width ",
        m,
        ", first layer trained. Eigenvalues of the tangent kernel at random weights and of its limit, (a) on points of the unit circle and (b) on "
        "images of handwritten zeros and ones (drawn where scikit-learn is installed). (c) Distance of the kernel from its limit on the points "
        "of (a): the spectral norm with its claimed bound for ",
        sp.Eq(delta, sp.Rational(DELTA.numerator, DELTA.denominator)),
        ", and the Frobenius norm with the root of its mean square, claimed exactly. Bands: from the least to the largest of all seeds, around the "
        "median.",
    ),
    numbers=numbers,
    draw=draw,
    panels=(1, 3),
    height=1.05,
    wide=True,
)
