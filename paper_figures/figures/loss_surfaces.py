"""Valley, saddle, plateau and cliff, with methods running on them.

Heights are those of certified instances on a grid; every trajectory is decided to be an instance of the theorem that it runs: gd-strongly-convex and
nesterov-convex in the valley, gd-one-step-decrease elsewhere, which holds for every step, also for one with which f rises.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import sympy as sp
from matplotlib.axes import Axes

from checkers.experiment.along import trajectory, values_at
from checkers.experiment.case import Case
from checkers.experiment.trials import trial
from paper_figures.figure import Figure, Setup
from paper_figures.numbers import Numbers, table
from paper_figures.sheet import Sheet, curve
from paper_figures.style import SERIES
from problems import network_facts
from problems.families import geman_mcclure, logistic, quadratic, two_layer_output
from problems.instance import Instance, Vector
from theorems.catalogue import load, lookup
from theorems.language import constants

L = constants("L")

DIGITS = 8
"""Significant digits of a height and of a point."""


def _vector(*entries: int | str) -> Vector:
    return tuple(Fraction(entry) for entry in entries)


@dataclass(frozen=True)
class Trail:
    """A method from a start for some steps; `times` is its step in units of 1/L, for the methods whose step is free."""

    name: str
    start: Vector
    steps: int
    times: Fraction | None = None
    theorem: str = "gd-one-step-decrease"

    def case(self, instance: Instance) -> Case:
        """The run, decided to be an instance of its theorem."""
        theorem = load(lookup(self.theorem)).theorem
        smooth = instance.facts["smooth"].value
        assert smooth is not None
        chosen = {} if self.times is None else {"eta": self.times / smooth.high}
        return trial(theorem, theorem.claims[0], instance, start=self.start, steps=self.steps, constants=chosen)


@dataclass(frozen=True)
class Surface:
    """An instance in the plane, the rectangle (left, right, bottom, top) that is shown, and what runs on it.

    bend : heights of the levels grow like this power; legend : where matplotlib puts it
    """

    instance: Instance
    box: tuple[Fraction, ...]
    trails: tuple[Trail, ...]
    bend: float = 1
    legend: str = "upper left"


ONE = Fraction(1)
SURFACES = {
    "valley": Surface(
        quadratic.build(_vector("1/16", 1), _vector(0, 0), _vector(0, 0)),
        _vector(-2, 10, -2, 2),
        (
            Trail("gradient descent", _vector(8, 1), 40, Fraction(19, 10), "gd-strongly-convex"),
            Trail("Nesterov's method", _vector(8, 1), 40, None, "nesterov-convex"),
        ),
        bend=2,
        legend="lower right",
    ),
    "saddle": Surface(
        two_layer_output.build(network_facts.number_of("sine"), ((ONE,),), (ONE, ONE)),
        _vector(-2, 5, -4, 3),
        (Trail("from the left", _vector("31/20", "9/10"), 50, ONE / 4), Trail("from the right", _vector("8/5", "4/5"), 50, ONE / 4)),
    ),
    "plateau": Surface(
        geman_mcclure.build((_vector(1, 0), _vector(0, 1), _vector(1, 1)), _vector(0, 0, 0)),
        _vector(-5, 5, -5, 5),
        (Trail("from nearby", _vector(3, 1), 60, ONE), Trail("from far away", _vector(-3, 4), 60, ONE)),
        legend="lower right",
    ),
    "cliff": Surface(
        logistic.build((_vector(12, 0), _vector(-1, 0), _vector(0, "1/2"), _vector(0, "-1/2")), _vector(1, 1, 1, 1), Fraction(1, 100)),
        _vector(-2, 6, -1, 4),
        (Trail("step 1/L", _vector(5, 3), 40, ONE), Trail("step 30/L", _vector(5, 3), 11, Fraction(30))),
        bend=2,
        legend="lower right",
    ),
}


def _heights(surface: Surface, case: Case, count: int) -> list[tuple[float, ...]]:
    """(x, y, f) on a grid of count x count points, row by row."""
    left, right, bottom, top = (float(end) for end in surface.box)
    x, y = np.meshgrid(np.linspace(left, right, count), np.linspace(bottom, top, count))
    points = np.stack([x.reshape(-1), y.reshape(-1)], axis=1)
    return _rounded(points, values_at(case, points))


def _rounded(points: np.ndarray, heights: np.ndarray) -> list[tuple[float, ...]]:
    """(x, y, f) for points (M, 2) and their heights (M,)."""
    return [tuple(float(f"{number:.{DIGITS}g}") for number in row) for row in np.column_stack([points, heights])]


def numbers(setup: Setup) -> Numbers:
    """Rows (panel, curve, step, x, y, value): a grid of heights, whose curve is "f" and has no steps, and the points of each trail."""
    rows: list[tuple[object, ...]] = []
    for panel, surface in SURFACES.items():
        cases = {trail.name: (trail, trail.case(surface.instance)) for trail in surface.trails}
        (_, first), *_ = cases.values()
        rows += [(panel, "f", None, *point) for point in _heights(surface, first, setup.pick(17, 41))]
        for name, (trail, case) in cases.items():
            points = trajectory(load(lookup(trail.theorem)).theorem, case)
            rows += [(panel, name, step, *point) for step, point in enumerate(_rounded(points, values_at(case, points)))]
    made = {panel: surface.instance.formula for panel, surface in SURFACES.items()}
    return table(("panel", "curve", "step", "x", "y", "value"), rows, made)


LEVELS = 7
"""Shades in a panel."""


def _surface(found: Numbers, axes: Axes, bend: float) -> None:
    """Filled contours, darker where f is larger; as pixels, which take less room than the outlines of so many areas."""
    count = len(found.distinct("x"))
    x, y, heights = (found.floats(column).reshape(count, count) for column in ("x", "y", "value"))
    low, high = heights.min(), heights.max()
    levels = low + (high - low) * np.linspace(0, 1, LEVELS + 1) ** bend
    shades = [str(shade) for shade in np.linspace(0.99, 0.74, LEVELS)]
    axes.contourf(x, y, heights, levels, colors=shades, antialiased=False).set_rasterized(True)


def draw(found: Numbers, sheet: Sheet) -> None:
    """A panel for each surface."""
    for place, (panel, surface) in enumerate(SURFACES.items()):
        axes, shown = sheet.panel(place, panel), found.where(panel=panel)
        _surface(shown.where(curve="f"), axes, surface.bend)
        for stroke, trail in zip(SERIES, surface.trails, strict=False):
            one = shown.where(curve=trail.name)
            curve(axes, one.floats("x"), one.floats("y"), stroke, trail.name)
        left, right, bottom, top = (float(end) for end in surface.box)
        axes.set(xlim=(left, right), ylim=(bottom, top), xlabel="$w_1$" if place > 1 else "", ylabel="" if place % 2 else "$w_2$")
        axes.locator_params(nbins=4, integer=True)
        axes.legend(loc=surface.legend)


figure = Figure(
    theorems=("gd-one-step-decrease", "gd-strongly-convex", "nesterov-convex"),
    claims=((0,), (0,), (0,)),
    caption=(
        "Darker is higher. (a) A quadratic of condition number 16: gradient descent with a step of ",
        sp.Rational(19, 10) / L,
        " crosses the valley every time, Nesterov's method with ",
        1 / L,
        " runs along it. (b) The output of two neurons with sine activation: gradient descent with ",
        1 / (4 * L),
        " slows down at the saddle and leaves it on the side on which it came. (c) Geman-McClure regression: 60 steps of ",
        1 / L,
        " from nearby, and from far away, where little slope is left. (d) Logistic regression with one feature twelve times the others: 40 steps of ",
        1 / L,
        ", and steps of ",
        30 / L,
        ", which the cliff throws back. Each run is an instance of a theorem: the second and third in (a), the first elsewhere, which holds for "
        "every step and promises a decrease below ",
        2 / L,
        ".",
    ),
    numbers=numbers,
    draw=draw,
    panels=(2, 2),
    height=0.72,
    wide=True,
)
