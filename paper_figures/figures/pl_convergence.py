"""Gradient descent and SGD under the Polyak-Łojasiewicz inequality.

Gradient descent runs on a spiral valley, which is not convex; the claims about one step, multiplied up, give a bound for every step. SGD runs on
x^2/2 with two-point noise, where the second claim about a constant step is an equality; its expectations are exact, by the first two moments.
"""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import sympy as sp
from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator, MaxNLocator

from checkers.experiment.along import Along, along
from checkers.experiment.trials import trial
from paper_figures.figure import Figure, Setup
from paper_figures.numbers import Numbers, table
from paper_figures.sheet import Sheet, curve, grid
from paper_figures.style import ATTAINED, BOUND, FAINT, SERIES, Stroke
from problems.families import quadratic, spiral_valley
from problems.noise import two_point
from theorems.catalogue import load, lookup
from theorems.language import constants, x

L, mu, sigma = constants("L mu sigma")

ONE, ZERO = Fraction(1), Fraction(0)
SPIRAL = spiral_valley.build(ONE, Fraction(10), Fraction(1, 2))
SPHERE = quadratic.build((ONE,), (ZERO,), (ZERO,))
START, SIGMA, MOMENT = Fraction(4), Fraction(3), Fraction(5)
"""SGD's start, the noise, and C with C^2 = x_0^2 + sigma^2, the second moment of the first draw and the largest."""

STEPS = (Fraction(1, 2), Fraction(1, 8), Fraction(1, 32))
"""The constant steps."""

SHOWN, EARLY, SPREAD, MARKED = 36, 8, 25, 3
"""SGD's curves are kept at that many steps, about evenly spaced on a logarithmic axis; those of gradient descent at the first steps and at others.
Every third of SGD's has a marker."""

Row = tuple[str, str, int, float]


def _descent(steps: int) -> list[Row]:
    """Gaps of gradient descent with the bound on each, and what a step leaves of the gap with what the claims about one step allow."""
    plain, improved = load(lookup("pl-gd")).theorem, load(lookup("pl-gd-improved")).theorem
    linear, single = plain.claims
    better = trial(improved, improved.claims[0], SPIRAL, steps=steps)
    case = trial(plain, linear, SPIRAL, steps=steps, constants={"eta": 1 / better.constants["L"]})
    (whole,), (step,) = along(plain, linear, [case]), along(plain, single, [case])
    (sharper,) = along(improved, improved.claims[0], [better])
    gaps = whole.small[0]
    left = {"run": step.small[0, :-1] / gaps[:-1], "pl-gd": step.large[0, :-1] / gaps[:-1], "pl-gd-improved": sharper.large[0, :-1] / gaps[:-1]}
    times = np.concatenate([[1.0], np.cumprod(left["pl-gd-improved"])])
    curves = {"run": gaps, "pl-gd": whole.large[0], "pl-gd-improved": gaps[0] * times}
    return [
        (panel, name, t, value)
        for panel, found in (("gaps", curves), ("factors", left))
        for name, values in found.items()
        for t, value in enumerate(values)
        if t <= EARLY or t % (steps // SPREAD) == 0
    ]


def _sgd(id: str, number: int, steps: int, constant: str, value: Fraction) -> Along:
    """Both sides of a claim along SGD on x^2/2."""
    theorem = load(lookup(id)).theorem
    claim = theorem.claims[number]
    case = trial(theorem, claim, SPHERE, start=(START,), steps=steps, noise=two_point(1, SIGMA), constants={constant: value})
    (found,) = along(theorem, claim, [case])
    return found


def _kept(panel: str, names: tuple[str, str], found: Along) -> list[Row]:
    """One claim's sides at steps from 1 on that are about evenly spaced on a logarithmic axis."""
    chosen = sorted({round(t) for t in np.geomspace(1, found.at[-1], SHOWN)})
    place = {int(t): number for number, t in enumerate(found.at)}
    sides = zip(names, (found.small, found.large), strict=True)
    return [(panel, name, t, side[0, place[t]]) for name, side in sides if name for t in chosen]


def numbers(setup: Setup) -> Numbers:
    """Rows (panel, curve, t, value): gaps and factors of gradient descent, SGD with constant steps and with decreasing ones."""
    rows, steps = _descent(setup.pick(100, 200)), setup.pick(256, 1024)
    for eta in STEPS:
        rows += _kept("constant", ("", f"first {eta}"), _sgd("pl-sgd-const", 0, steps, "eta", eta))
        rows += _kept("constant", (f"run {eta}", f"second {eta}"), _sgd("pl-sgd-const", 1, steps, "eta", eta))
    falling = _sgd("pl-sgd-decreasing", 0, steps, "C", MOMENT)
    rows += _kept("decreasing", ("run", "bound"), falling)
    rows += [("decreasing", name, t, value) for panel, name, t, value in rows if panel == "constant" and name.startswith("run")]
    made = {"gradient descent": SPIRAL.formula, "SGD": f"{SPHERE.formula}, x_0 = {START}, noise +-{SIGMA}; expectations by {falling.means}"}
    return table(("panel", "curve", "t", "value"), rows, made)


def _line(axes: Axes, found: Numbers, name: str, stroke: Stroke, label: str = "") -> None:
    one = found.where(curve=name)
    every = 1 if stroke.dash else MARKED
    curve(axes, one.floats("t")[::every], one.floats("value")[::every], stroke, label)


BARE = tuple(replace(stroke, marker="") for stroke in SERIES)


def _gaps(found: Numbers, axes: Axes) -> None:
    _line(axes, found, "pl-gd", BOUND, "pl-gd")
    _line(axes, found, "pl-gd-improved", BARE[1], "pl-gd-improved")
    _line(axes, found, "run", SERIES[0], "gradient descent")
    axes.set(yscale="log", xlabel="steps $t$", ylabel="$f(x_t) - f_*$")
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.yaxis.set_major_locator(LogLocator(numticks=5))
    axes.legend(loc="lower left")


def _factors(found: Numbers, axes: Axes) -> None:
    for name, stroke in (("pl-gd", BOUND), ("pl-gd-improved", BARE[1]), ("run", SERIES[0])):
        _line(axes, found, name, stroke)
    axes.set(xlabel="steps $t$", ylabel="share of the gap left", ylim=(0.9, 1))
    axes.xaxis.set_major_locator(MaxNLocator(5))


def _constant(found: Numbers, axes: Axes) -> None:
    for number, eta in enumerate(STEPS):
        stroke = BARE[number]
        _line(axes, found, f"first {eta}", Stroke(stroke.color, (0, (1, 1.2))), "" if number else "first claim")
        _line(axes, found, f"second {eta}", Stroke(stroke.color), "" if number else "second claim")
        _line(axes, found, f"run {eta}", Stroke(stroke.color, "", SERIES[number].marker), f"$\\eta = {eta}$")
    axes.set(xscale="log", yscale="log", xlabel="steps $t$", ylabel=r"$\mathbb{E}[f(x_t)] - f_*$", ylim=(0.007, None))
    axes.legend(loc="lower left")


def _decreasing(found: Numbers, axes: Axes) -> None:
    for number, eta in enumerate(STEPS):
        _line(axes, found, f"run {eta}", Stroke(FAINT), "" if number else "constant steps")
    _line(axes, found, "bound", BOUND, "pl-sgd-decreasing")
    _line(axes, found, "run", ATTAINED, "decreasing steps")
    axes.set(xscale="log", yscale="log", xlabel="steps $t$", ylabel=r"$\mathbb{E}[f(x_t)] - f_*$")
    axes.legend(loc="lower left")


PANELS = {
    "gaps": ("gradient descent", _gaps),
    "factors": ("what its steps leave", _factors),
    "constant": ("SGD, constant steps", _constant),
    "decreasing": ("SGD, decreasing steps", _decreasing),
}


def draw(found: Numbers, sheet: Sheet) -> None:
    """Gradient descent above, SGD below; the runs with constant steps once more beside that with decreasing ones."""
    for place, (name, (title, show)) in enumerate(PANELS.items()):
        axes = sheet.panel(place, title)
        show(found.where(panel=name), axes)
        axes.minorticks_off()
        grid(axes)


figure = Figure(
    theorems=("pl-gd", "pl-gd-improved", "pl-sgd-const", "pl-sgd-decreasing"),
    caption=(
        "(a) Gradient descent with the step ",
        1 / L,
        " on a spiral valley (",
        mu / L,
        " is about 1/51), which is not convex: pl-gd bounds the gap at every step, pl-gd-improved that after one step, and is multiplied up here. "
        "(b) The share of the gap that each step leaves, and what both theorems allow. (c) SGD on ",
        sp.Symbol("x") ** 2 / 2,
        " with noise of two points (",
        sp.Eq(x[0], sp.Integer(int(START))),
        ", ",
        sp.Eq(sigma, sp.Integer(int(SIGMA))),
        "), exact expectations: the second claim about a constant step is an equality, the first has up to twice its floor. "
        "(d) The steps of pl-sgd-decreasing pass below all floors of (c), which stand behind in grey.",
    ),
    numbers=numbers,
    draw=draw,
    panels=(2, 2),
    height=0.75,
    wide=True,
)
