"""Average squared gradient of SGD: transient, noise floor, and their bounds.

On a parabola the expectations are exact, by moments; on a nonconvex regression they are exact, over every sequence of draws, for the first steps,
and means over seeded runs beyond. The sharp form of the claim is divided by what its own left side carries beside the mean.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
from matplotlib.lines import Line2D

from checkers.experiment.along import Along, along
from checkers.experiment.case import Case
from checkers.experiment.engine import Sampling
from checkers.experiment.trials import trial
from paper_figures.figure import Figure, Setup
from paper_figures.numbers import Numbers, table
from paper_figures.sheet import Sheet, curve, decades, grid, typeset
from paper_figures.spacing import spaced
from paper_figures.style import BOUND, SERIES, Stroke
from problems.families import geman_mcclure, quadratic
from problems.instance import Instance
from problems.noise import Noise, two_point
from theorems.catalogue import load, lookup
from theorems.language import T, Theorem, constants

ID = "sgd-nonconvex-rate"
ONE, ZERO, HALF = Fraction(1), Fraction(0), Fraction(1, 2)
ETA, L = constants("eta L")
STEPS = {"parabola": (ONE, Fraction(1, 4), Fraction(1, 16)), "regression": (Fraction(3, 4), Fraction(1, 8))}
TITLES = {"parabola": "parabola, exact", "regression": "Geman-McClure regression"}
ENUMERATED = 10
"""Steps of two draws each whose sequences are few enough to be enumerated."""

SHARP = (0, (4, 1.5))
MANY = 16
"""Marks on a curve of exact values."""


def _problem(name: str) -> tuple[Instance, Noise, Fraction]:
    """x^2/2 from 2 with noise +-1, or three residuals of a robust regression, one of which contradicts the others, from 4 with noise +-1/2."""
    if name == "parabola":
        return quadratic.build((ONE,), (ZERO,), (ZERO,)), two_point(1, ONE), Fraction(2)
    return geman_mcclure.build(((ONE,),) * 3, (ZERO, ZERO, Fraction(3))), two_point(1, HALF), Fraction(4)


def _case(theorem: Theorem, name: str, eta: Fraction, steps: int) -> Case:
    instance, noise, start = _problem(name)
    return trial(theorem, theorem.claims[0], instance, start=(start,), steps=steps, noise=noise, constants={"eta": eta})


def _rows(name: str, eta: Fraction, plain: Along, sharp: Along) -> Iterator[tuple[Any, ...]]:
    """Of every run that is told, the mean, and between which values nine tenths of the runs lie."""
    mean, several = plain.small.mean(axis=0), len(plain.small) > 1
    low, high = np.quantile(plain.small, (0.05, 0.95), axis=0)
    refined = sharp.large.mean(axis=0) * mean / sharp.small.mean(axis=0)
    for place in np.searchsorted(plain.at, spaced(int(plain.at[-1]))):
        ends = (low[place], high[place]) if several else (None, None)
        yield (name, float(eta), plain.means, int(plain.at[place]), plain.large[0, place], refined[place], mean[place], *ends)


def numbers(setup: Setup) -> Numbers:
    """For each problem, step and horizon the bound, that of the sharp form, and the mean squared gradient."""
    theorem = load(lookup(ID)).theorem
    rows: list[tuple[Any, ...]] = []
    horizon, runs = setup.pick(400, 1000), setup.pick(64, 1000)
    sampling = Sampling(setup.seed, 0, range(runs))
    for name, etas in STEPS.items():
        for eta in etas:
            for steps in (horizon,) if name == "parabola" else (ENUMERATED, horizon):
                case = _case(theorem, name, eta, steps)
                plain, sharp = (along(theorem, claim, [case], sampling, each=True)[0] for claim in theorem.claims)
                rows += _rows(name, eta, plain, sharp)
    made = {name: f"{case.formula}, noise {noise.describe()}, start {start}" for name in STEPS for case, noise, start in [_problem(name)]}
    return table(
        ("problem", "eta", "means", "T", "bound", "sharp", "mean", "low", "high"), rows, {**made, "seeded runs": f"{runs}, seed {setup.seed}"}
    )


def draw(found: Numbers, sheet: Sheet) -> None:
    """One panel for each problem, both axes logarithmic; a colour and a marker for each step, a dash for each kind."""
    theorem = load(lookup(ID)).theorem
    for number, name in enumerate(STEPS):
        axes = sheet.panel(number, TITLES[name])
        for place, eta in enumerate(found.where(problem=name).distinct("eta")):
            _step(axes, found.where(problem=name, eta=eta), SERIES[place])
        decades(axes)
        axes.set(xlabel=f"steps {typeset(T)}", ylabel="" if number else typeset(theorem.claims[0].lhs))
        _legend(axes, found.where(problem=name))
        grid(axes)


def _step(axes: Any, one: Numbers, stroke: Stroke) -> None:
    exact, seeded = _parts(one)
    longest = seeded if seeded.rows else exact
    for column, dash in (("bound", "-"), ("sharp", SHARP)):
        curve(axes, longest.floats("T"), longest.floats(column), Stroke(stroke.color, dash))
        curve(axes, longest.floats("T")[:1], longest.floats(column)[:1], Stroke(stroke.color, "", stroke.marker), fillstyle="none")
    places = np.unique(np.linspace(0, len(exact.rows) - 1, MANY).astype(int))
    curve(axes, exact.floats("T")[places], exact.floats("mean")[places], Stroke(stroke.color, "", stroke.marker))
    if seeded.rows:
        axes.fill_between(seeded.floats("T"), seeded.floats("low"), seeded.floats("high"), color=stroke.color, alpha=0.2, linewidth=0)
        curve(axes, seeded.floats("T"), seeded.floats("mean"), Stroke(stroke.color, (0, (1, 1.2))))


def _parts(one: Numbers) -> tuple[Numbers, Numbers]:
    """What is exact, and what is the mean of seeded runs."""
    exact, seeded = (tuple(row for row in one.rows if (row[-1] is None) is wanted) for wanted in (True, False))
    return Numbers(one.columns, exact, one.made), Numbers(one.columns, seeded, one.made)


def _legend(axes: Any, one: Numbers) -> None:
    """Steps by marker, kinds by dash."""
    kinds = [("bound", Stroke(BOUND.color)), ("sharp form", Stroke(BOUND.color, SHARP))]
    kinds += [("mean of runs", Stroke(BOUND.color, (0, (1, 1.2))))] if _parts(one)[1].rows else []
    steps = [
        (f"{typeset(ETA)} = {Fraction(eta)}", Stroke(stroke.color, "", stroke.marker))
        for eta, stroke in zip(one.distinct("eta"), SERIES, strict=False)
    ]
    handles = [Line2D([], [], color=s.color, linestyle=s.dash or "none", marker=s.marker or None, label=label) for label, s in (*steps, *kinds)]
    axes.legend(handles=handles, loc="best")


figure = Figure(
    theorems=(ID,),
    caption=(
        "The mean squared gradient over the first ",
        T,
        " steps of SGD, of constant size ",
        ETA,
        ". (a) A parabola with ",
        L,
        " = 1 and noise +1 or -1, from 2. (b) The mean of three robust losses, of which one contradicts the others, with noise +1/2 or -1/2, from 4. "
        "Solid: the first claim. Dashed: the second, divided by the factor before its mean; the parabola attains it. "
        "Marks: exact expectations; hollow ones tell whose a bound is. "
        "Dotted: means over seeded runs; nine of ten runs lie in the shaded bands.",
    ),
    numbers=numbers,
    draw=draw,
    panels=(1, 2),
    height=0.9,
    wide=True,
)
