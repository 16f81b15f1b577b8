"""Exact rates of gradient descent, what attains them, and what random functions reach.

The bounds are those of the claims; Huber functions and zigzags attain them at every horizon. Random instances are each decided to be an instance of
the theorem; what they reach is the largest share of the bound that any of them uses at that horizon, as a share of the bound drawn.
"""

from fractions import Fraction
from typing import Any

import numpy as np

from checkers.experiment.along import along
from checkers.experiment.case import Case
from checkers.experiment.trials import drawn, trial
from paper_figures.figure import Figure, Setup
from paper_figures.numbers import Numbers, table
from paper_figures.sheet import Sheet, curve, decades, grid, typeset
from paper_figures.style import ATTAINED, BOUND, RANDOM
from problems.families import huber, quadratic, zigzag
from problems.matching import matching_families
from theorems.catalogue import load, lookup
from theorems.hypotheses import Convex
from theorems.language import T, Theorem

HORIZONS = 24
TIGHT = {"gd-convex-tight": 0, "gd-nonconvex-tight": 1}
EXTREMAL = ("huber", "interpolant", "piecewise", "zigzag")
"""Families made of worst cases; a random member of them is no random function."""

LOWEST = {"gd-convex-tight": 5e-3, "gd-nonconvex-tight": 1e-2}
"""Where the axes begin, so that each shows two powers of ten."""

ONE = Fraction(1)


def _worst(theorem: Theorem, claim: Any, horizon: int) -> Case:
    """The instance that attains the bound after `horizon` steps: the Huber function of its threshold where f is convex, else the zigzag."""
    if any(isinstance(hypothesis, Convex) for hypothesis in theorem.hypotheses):
        return trial(theorem, claim, huber.build(ONE, Fraction(1, 2 * horizon + 1)), start=(ONE,), steps=horizon)
    return trial(theorem, claim, zigzag.build(ONE, ONE, Fraction(horizon)), start=(Fraction(horizon),), steps=horizon)


def _unit(theorem: Theorem, claim: Any) -> Case:
    """An instance whose bound is that of L = 1, f(x_0) - f_star = 1 (and, on the line, of distance 1): ||x||^2/2 from (1, 1), or x^2/2 from 1."""
    size = 1 if any(isinstance(hypothesis, Convex) for hypothesis in theorem.hypotheses) else 2
    zeros = (Fraction(0),) * size
    sphere = quadratic.build((ONE,) * size, zeros, zeros)
    return trial(theorem, claim, sphere, start=(ONE,) * size, steps=HORIZONS)


def _random(theorem: Theorem, claim: Any, setup: Setup) -> list[Case]:
    families = tuple(name for name in matching_families(theorem, [claim]) if name not in EXTREMAL)
    return drawn(theorem, claim, setup.pick(64, 512), HORIZONS, setup.seed, families)


def numbers(setup: Setup) -> Numbers:
    """For each theorem and horizon the bound where L = 1 and the start counts 1, and the shares of it that are used times the bound."""
    rows, made = [], {}
    for id, number in TIGHT.items():
        theorem = load(lookup(id)).theorem
        claim = theorem.claims[number]
        (unit,) = along(theorem, claim, [_unit(theorem, claim)])
        worst = along(theorem, claim, [_worst(theorem, claim, horizon) for horizon in range(1, HORIZONS + 1)])
        cases = _random(theorem, claim, setup)
        most = np.nanmax([one.share[0] for one in along(theorem, claim, cases)], axis=0)
        bounds = dict(zip(unit.at, unit.large[0], strict=True))
        for horizon, one in enumerate(worst, 1):
            place = list(one.at).index(horizon)
            rows.append((id, horizon, bounds[horizon], one.share[0, place] * bounds[horizon], most[list(unit.at).index(horizon)] * bounds[horizon]))
        families = {case.instance.family for case in cases}
        made[f"random instances of {id}"] = f"{len(cases)} of {len(families)} families ({', '.join(sorted(families))}), seed {setup.seed}"
    return table(("theorem", "T", "bound", "attained", "random"), rows, made)


def draw(found: Numbers, sheet: Sheet) -> None:
    """One panel for each theorem, both axes logarithmic."""
    for place, (id, tight) in enumerate((("gd-convex-tight", "Huber functions"), ("gd-nonconvex-tight", "zigzags"))):
        one, axes = found.where(theorem=id), sheet.panel(place)
        steps = one.floats("T")
        curve(axes, steps, one.floats("bound"), BOUND, "bound")
        curve(axes, steps, one.floats("attained"), ATTAINED, f"attained ({tight})")
        curve(axes, steps, one.floats("random"), RANDOM, "best random instance")
        decades(axes)
        axes.set(xlabel=f"steps {typeset(T)}", ylabel=typeset(load(lookup(id)).theorem.claims[TIGHT[id]].lhs), ylim=(LOWEST[id], None))
        axes.legend(loc="lower left")
        grid(axes)


figure = Figure(
    theorems=tuple(TIGHT),
    claims=((0,), (1,)),
    caption=(
        "(a) Convex and smooth functions at distance 1 from a minimiser, (b) smooth functions whose value starts 1 above the infimum; ",
        "steps of size 1/L with L = 1. Lines: the claims. Dots: the largest value that a Huber function or a zigzag attains after exactly ",
        T,
        " steps. Dashes: the largest share of the bound that any of the random instances uses, times the bound; families that consist of worst "
        "cases are left out.",
    ),
    numbers=numbers,
    draw=draw,
    panels=(1, 2),
    height=0.85,
    wide=True,
)
